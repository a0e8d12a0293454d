#!/bin/sh
# Gives a hosted runner what signing.py looks for: the Developer ID in a keychain of its own, the notary's key in a file.
# From the environment: MACOS_CERTIFICATE (a .p12 in base64), MACOS_CERTIFICATE_PASSWORD, MACOS_NOTARY_KEY_TEXT.
set -eu

if [ -z "${MACOS_CERTIFICATE:-}" ]; then
    echo "MACOS_CERTIFICATE is not set: there is nothing to import."
    exit 0
fi
case ${MACOS_CERTIFICATE_PASSWORD:-} in
*[\"\\]*)
    echo "MACOS_CERTIFICATE_PASSWORD has a quotation mark or a backslash, which security does not take: export it anew." >&2
    exit 1
    ;;
esac
umask 077
keychain=$RUNNER_TEMP/signing.keychain-db
certificate=$RUNNER_TEMP/certificate.p12
password=$(openssl rand -hex 24)

printf '%s' "$MACOS_CERTIFICATE" | base64 --decode >"$certificate"
# From standard input, where no other process sees the passwords, as it would see arguments.
security -i <<END
create-keychain -p $password "$keychain"
set-keychain-settings -lut 7200 "$keychain"
unlock-keychain -p $password "$keychain"
import "$certificate" -k "$keychain" -P "${MACOS_CERTIFICATE_PASSWORD:-}" -T /usr/bin/codesign
set-key-partition-list -S apple-tool:,apple: -s -k $password "$keychain"
list-keychains -d user -s "$keychain" login.keychain-db
END
rm "$certificate"
# Its exit code says nothing about the commands that it was given.
security find-identity -v -p codesigning "$keychain" | grep --quiet "Developer ID Application" || {
    echo "The certificate could not be imported: is it a Developer ID Application, and its password right?" >&2
    exit 1
}

printf '%s' "${MACOS_NOTARY_KEY_TEXT:-}" >"$RUNNER_TEMP/notary.p8"
echo "MACOS_NOTARY_KEY=$RUNNER_TEMP/notary.p8" >>"$GITHUB_ENV"
