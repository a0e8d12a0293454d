; The setup program for Windows, for the person who runs it: no administrator, no question with only one answer.
; installers.py compiles it, and gives with /D what stands in braces after a hash sign.

[Setup]
AppId={{{#AppGuid}}
AppName={#AppName}
AppVersion={#AppVersion}
AppPublisher={#Publisher}
VersionInfoVersion={#VersionNumbers}
; Into the person's own folder of programs.
PrivilegesRequired=lowest
DefaultDirName={autopf}\{#AppName}
DisableProgramGroupPage=yes
; The oldest Windows 10 that Qt 6 runs on is 1809; there is no 32-bit PySide6.
MinVersion=10.0.17763
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; The app holds it while it runs: setup and uninstaller wait until it is closed.
AppMutex={#Identifier}-running
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\{#Executable}
UninstallDisplayName={#AppName}
WizardStyle=modern
Compression=lzma2
SolidCompression=yes
OutputDir={#OutputDir}
OutputBaseFilename={#OutputName}
#ifdef Signed
SignTool=release
#endif

[InstallDelete]
; What an older version had and this one has not would otherwise be imported.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{autoprograms}\{#AppName}"; Filename: "{app}\{#Executable}"; AppUserModelID: "{#Identifier}"

[Run]
; A single & would underline the letter after it.
Filename: "{app}\{#Executable}"; Description: "Start {#StringChange(AppName, '&', '&&')}"; Flags: nowait postinstall skipifsilent
