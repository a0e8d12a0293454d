<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>AboutButton</name>
    <message>
        <source>About this program</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AboutDialog</name>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for a newer version once a day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asks %1, while nothing is set up, and tells nothing about you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Account</name>
    <message>
        <source>Not you?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in as</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AccountForm</name>
    <message>
        <source>Email</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the email address of your account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Action</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep watching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter password again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue without saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it up for the next customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a USB cable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use its Wi-Fi instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up another</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AdapterChoice</name>
    <message>
        <source>Which Wi-Fi adapter?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in use: nothing is interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use: its connection pauses for about a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody knows whether it is in use.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cable</name>
    <message>
        <source>P1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · had its turn just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3 of %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not tried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold SETUP on it for 3 seconds, until its light blinks blue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handing it the network...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the cloud to hear from it...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for it...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClientForm</name>
    <message>
        <source>Client id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of a client made in the product&apos;s own Authentication page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty takes the one kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the id of the product&apos;s client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No secret of this client is kept here. Type it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The id or the secret is not right, or it is no two-legged client of the product.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClientQuestion</name>
    <message>
        <source>Keep the client&apos;s secret on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create one for this product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product&apos;s client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers are made with an OAuth client of the product.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CloseQuestion</name>
    <message>
        <source>Stop the setup?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon has not been sent to its network yet. It stays in setup mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon is being told its network right now, and may go on by itself. Here you would not see whether it worked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon has the network and goes on by itself. Here you would not see whether it worked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon could not join its network. It is in setup mode again, and stays there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those that have the network go on by themselves. The others stay as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device is being changed in the cloud. What is done stays done, the rest would be left undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device is changed in part. What is done stays done, the rest would be left undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret of the client that was made here is kept nowhere, and the cloud does not show it again. Copy it first, on the page of the customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A client is being made for the product. The cloud shows its secret only once, so it could be lost.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeForm</name>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Six digits. Leading zeros count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in differently</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the code your authenticator app shows.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfirmPage</name>
    <message>
        <source>Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connecting your Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it plugged in. The light should look like the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usually under a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon is back in setup mode and waits for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon is back at its own network and waits for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You stopped watching. The Photon goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reaching the cloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back in setup mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joining your Wi-Fi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joins %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to your own Wi-Fi if it does not by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is back online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photon reaches the cloud</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for its first message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photon left setup mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photon left its own network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photon belongs to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photon is yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light blinking blue? Join the Photon&apos;s Wi-Fi once more, so that this program can look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon answers in setup mode again. The cloud is asked once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to your own Wi-Fi on this computer, so that the cloud can be asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product lists it. Waiting for it to come online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is in your account. Waiting for it to come online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon is joining %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud has not seen it for a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud cannot be reached: this computer seems to be on the Photon&apos;s network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network is stored on the Photon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon left setup mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon answers in setup mode again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud lists it where it shall be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud has heard from it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashWindow</name>
    <message>
        <source>The report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerForm</name>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number or its short name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer&apos;s email</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer&apos;s password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs up who is new, and logs in who is not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the customer&apos;s email address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the customer&apos;s password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the product&apos;s number or short name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustomerPage</name>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An email address, or whatever your back end calls them. New ones are created.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who will own it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A customer of %1. The Photon is claimed for them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type who the customer is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the customer...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This client cannot make customers. Use a two-legged one made in the product itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the product&apos;s client...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making a client for this product...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a new customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is a customer already.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>Simulated: nothing here is real.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DemoOpener</name>
    <message>
        <source>Play the Photon</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DemoPanel</name>
    <message>
        <source>The simulated Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold SETUP for 3 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unplug</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password at home is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud is down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It starts when the setup first needs it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is on the Photon&apos;s Wi-Fi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailLog</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as you leave the field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is how the cloud shows it now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The light of each that is set up breathes cyan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it should look like</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details are copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your sign-in has ended, so this cannot be done any more. The Photon is set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setup of %1, which was interrupted, has finished. If another one blinks blue, set it up next.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not in the account that is signed in, so the cloud does not tell if it is online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up: %1 of %2 Photons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MAC address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the name...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at your Photon: its light shows a rainbow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking your Photon...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EnterpriseForm</name>
    <message>
        <source>Name and password (PEAP)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate (EAP-TLS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually name@company.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Private key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outer identity (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent in the open; anonymous if empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Root certificate (optional)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type your name on this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type your password on this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose your certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the key of your certificate.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FactTable</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileField</name>
    <message>
        <source>Choose...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is too large to be a certificate or a key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be read as PEM text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FoundView</name>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody owns it, and it is in no product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move it to my account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has to be online for this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it to another customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays in its product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flash Tinker, so that no product&apos;s firmware stays on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New ones are created.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it to the customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type who the customer is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not in your account, and in no product you see. There is nothing to give back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is so already: nothing has to be changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeldClient</name>
    <message>
        <source>Use another client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customers are made with the client %1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Join</name>
    <message>
        <source>Open privacy settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Wi-Fi settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking your Photon through the cable...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joining your Photon&apos;s Wi-Fi...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for your Photon, to read its id first...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for your Photon...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Photon is plugged in yet. This program notices when one is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug the next Photon in, or choose one to set it up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose your Photon in the list, or set up all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose your Photon in the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the setup that was interrupted before, not that of another Photon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join the Photon&apos;s network once more, for the setup itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the Wi-Fi with internet for a moment: the cloud has to be asked first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold SETUP on your Photon for 3 seconds, until its light blinks blue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon told its id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product knows the Photon. Back to it for the setup...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for this computer to join the Photon&apos;s network.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JoinPage</name>
    <message>
        <source>Connect to your Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They do not open from here: look for them in this computer&apos;s own menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose your Photon in the list first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting up all of them...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the cloud for what the setup needs...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up all of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is set up through the cable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It makes a Wi-Fi network of its own for the setup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon answers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JoinView</name>
    <message>
        <source>Photons in setup mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photons plugged into this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system may ask for your location: only with it can a program see the names of networks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light not blinking blue? Hold SETUP for 3 seconds, until it does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First visit over: it told its id. Now the product has to know it: online for a moment, then back here for the setup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready for setup</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JoinWays</name>
    <message>
        <source>Connect for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves its own Wi-Fi for about a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer leaves its own Wi-Fi for about a minute and comes back by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose %1… in the Wi-Fi menu. This program notices when you are there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the Wi-Fi menu and choose the one that starts with %1. No password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I will connect by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Home</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Café at the market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By USB cable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer stays in its own network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug it straight into this computer. The cable has to carry data: many only carry power.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay there, even without internet.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Light</name>
    <message>
        <source>No light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steady %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slow blinking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blinking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fast blinking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breathing %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bursts of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light: off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light: steady %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light: slow blinking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light: blinking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light: fast blinking %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light: breathing %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light: bursts of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cyan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>magenta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yellow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>white</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>orange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>red</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LightPicker</name>
    <message>
        <source>What does the light look like?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Lights</name>
    <message>
        <source>Blinking blue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits in setup mode: it could not join, or was never told a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blinking green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is joining your Wi-Fi. After a minute of this, suspect the password or the signal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breathing green</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wi-Fi is fine, but the router keeps it from the cloud: TCP port 5683 must be open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blinking cyan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is reaching the cloud; give it half a minute. Orange or red in between is a key fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any magenta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is updating, which can take some minutes. Leave it plugged in and keep watching.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no power. Try another USB cable or socket.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkPage</name>
    <message>
        <source>Which Wi-Fi should it use?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon is looking for networks...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a network first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the name...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By cable a Photon does not tell which networks it sees: type the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are the networks your Photon can see from where it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks found: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3, %4 of %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weak · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another network...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden or out of range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon sees only 2.4 GHz networks, and none with a sign-in page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon sees no networks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It listened three times. It can use 2.4 GHz networks only, and needs to be near one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewClientCard</name>
    <message>
        <source>Its secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product&apos;s new client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret is kept in this computer&apos;s keyring. The cloud does not show it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keyring to keep the secret in. Copy it to a safe place now: the cloud does not show it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OwnWifi</name>
    <message>
        <source>A setup was interrupted before: this computer is back on its own network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A setup was interrupted before. Check that this computer is back on its own Wi-Fi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is on the Photon&apos;s Wi-Fi, where there is no internet. Go back to your own Wi-Fi first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordField</name>
    <message>
        <source>Caps Lock is on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>Wi-Fi password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remember it for the next device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect %1 Photons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the password...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handing the network to your Photon...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>can take a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password of this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes through the cable and nowhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is encrypted before it leaves this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the password for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter your sign-in for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 or 13 characters, or 10 or 26 digits and letters from A to F.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>8 to 63 characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Photons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Joins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Belongs to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usually under a minute. There is no way back after this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network is stored on the Photon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PhotonChoice</name>
    <message>
        <source>%1, signal %2 %, %3 of %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %3 of %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Product</name>
    <message>
        <source>Product %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · for P1s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3 of %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made for another device, not for a Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made for %1, not for a Photon</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProductPage</name>
    <message>
        <source>Use this product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a product, or type its number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking up the product...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose first into which product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such product, or this client is another product&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such product, or you may not see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This product is for another kind of device, neither for Photons nor for P1s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking for your products...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which product is it for?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only products you may add devices to are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number or its short name says which one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter by name or number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the list matches. It is looked up by number or short name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in with another account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in differently</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type its number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account has no products</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product&apos;s owner can add you to its team. A product of an organisation has to be typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number, or its short name in the console&apos;s address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a tray of devices...</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Restore</name>
    <message>
        <source>Take it from its owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it out of the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it to its new owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flash Tinker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken from its owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken out of the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given to its new owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tinker flashed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device is given back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device is in your account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device belongs to %1 now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never, as far as can be seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, online now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look it up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An id has 24 characters, each a digit or a letter from A to F.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the product&apos;s number or short name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the device...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such product, or whoever is signed in may not see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done already: %1. Trying again goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing it in the cloud...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its id is on the label, and in the console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each step is done in the cloud. The device itself may be switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a returned device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 digits and letters from A to F. A scanner can type it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number or its short name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoreQuestion</name>
    <message>
        <source>Change who owns this device?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last %1 characters of its id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are %1. Compare them with the label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its new owner is the customer %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These are not the last characters of its id.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RestoredView</name>
    <message>
        <source>It still knows its Wi-Fi networks. Hold SETUP for 10 seconds to make it forget them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its firmware stays on it. One that names the product brings the device back there: flash another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set it up for the next customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing: it was so already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SetupWizard</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideBySideDialog</name>
    <message>
        <source>Setting up %1 Photons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them plugged in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>usually under a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 have ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 are set up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again as soon as the others have ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideContent</name>
    <message>
        <source>Signed in as the product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in as the customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by its own token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInForms</name>
    <message>
        <source>This code is not right, or has run out. Type the one shown now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This customer exists, with another password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such product, or the client is another product&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The customer&apos;s password, or the product&apos;s client below, is not right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The email or the password is not right. Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This client cannot act for the product. Make a two-legged one in the product itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This client cannot make customers. Use one made in the product itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is of no use here. Use a team member&apos;s token, the product&apos;s, or its customer&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It belongs to a customer. Use a team member&apos;s token, or the product&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It belongs to a product or to a customer. Use one of your own account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Team account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Email and password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Product client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Customer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Keep me signed in on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop setup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for a saved sign-in...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the token...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in as the product...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in as the customer...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the code...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving the sign-in...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgetting the saved sign-in...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in to Particle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The account you sign in with will own this Photon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in as its owner, to see in the cloud that it comes online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the product&apos;s team, or with the product&apos;s own client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the product&apos;s team, with its client, or as the customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As its owner, as the product&apos;s team, or with the product&apos;s own client.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter your one-time code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your account asks for the code of your authenticator app.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the client&apos;s secret on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keyring to keep it in: you will sign in again next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept in the system keyring and nowhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your sign-in is kept in the system keyring, your password nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are signed in as %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product is signed in, by its client %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The customer %1 is signed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product is signed in, by its own token.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Signal</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WEP, often fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WPA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WPA2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enterprise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>strong signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>good signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fair signal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weak signal</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>What would you like to do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have the Photon in front of you and plugged into USB power.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up my own Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It joins your Wi-Fi and is added to your account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up a product&apos;s device, without a customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It joins the product and nobody owns it. The cloud&apos;s makers advise this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up a customer&apos;s Photon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It belongs to one of your products and to a customer of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already set up before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change its Wi-Fi only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The owner stays the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a returned device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove its owner so that it can be set up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also check in the cloud that it comes online</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepList</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>%1, waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, current step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, needs attention</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenForm</name>
    <message>
        <source>Access token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste a token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A team member&apos;s token, or the product&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A team member&apos;s token, the product&apos;s own, or the customer&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token of whoever owns the Photon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A token of your own account.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no device id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was in the product already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown, of another kind, or in another product</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>owned by somebody outside the team</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>protected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (named twice)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrayDialog</name>
    <message>
        <source>Import devices into %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text or CSV file with one device id on each line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of each line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the list...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no device id in this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices: %1. Lines that name none, or one twice: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing: %1 of %2 devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines whose device is in the product: %1 of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You stopped it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a list of devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists (*.csv *.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report cannot be written there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>What does the light look like?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose what you see, and we will say what it means.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TryIt</name>
    <message>
        <source>Blink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read its variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its light shows a rainbow for a few seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its owner&apos;s devices, and its variables.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its firmware shows none.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TypedNetwork</name>
    <message>
        <source>Network name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exactly as it is written, capitals too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the Photon find out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a USB cable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With Device OS 0.7.0 or newer a Photon joins a hidden network only if it has no password. By USB cable it joins any.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon sees only 2.4 GHz networks, and none with a sign-in page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon could not find out how %1 is secured. Check the name, and choose its security.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the name of the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has 1 to 32 bytes; an accented letter counts as two, an emoji as four.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon cannot store a name with control characters in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over Wi-Fi it cannot store a quotation mark, or most backslashes. By USB cable it can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Security</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnitLine</name>
    <message>
        <source>Try this one again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UpdateNotice</name>
    <message>
        <source>Version %1 of this program can be downloaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open its page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WifiMenuPicture</name>
    <message>
        <source>Picture of a Wi-Fi menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network %1 is marked as the one to choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>this network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some networks admit registered devices only: the MAC address of this Photon is {address}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon is online, and it is yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its light breathes cyan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your Photon is online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon took the network and left setup mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without an account nobody can ask the cloud whether it is online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare its light: breathing cyan means that it is online.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device is given back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It still knows its Wi-Fi networks: hold SETUP for 10 seconds to make it forget them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every device of the list is in the product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They can be set up now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is yours, but not online yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it is still joining, updating, or has a weak signal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it plugged in and keep watching, or choose another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud did not accept this e-mail and password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely one of them has a typing mistake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password again, or reset it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud did not accept this code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it has run out: a code is good for half a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the code your authenticator app shows now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This token cannot set up a device for your account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it belongs to a product or to a customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a token of your own account, or sign in with a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your sign-in has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sign-in lasts about three months, and can be revoked earlier.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again; everything else is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sign-in may not do that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely its role in the product lacks a right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the owner of the product for it, or sign in as somebody who has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud cannot be reached from this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely this computer has no internet, or a sign-in page is in between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open any web page to check the internet, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud answered with a fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it has a problem of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud wants a pause before it answers again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many tries came from this internet connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait, then try again. After wrong passwords the pause is half an hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such product, or this sign-in may not see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely its name has a typing mistake; a client sees its own product only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the product, use a client of its own, or ask its owner to add you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This product is for another kind of device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product holds either Photons or P1s, never both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The product did not take this device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it is in another product, is a P1 among Photons, or somebody else owns it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it there first, or choose the product of its kind, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another account owns this device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely the claim code did not reach the cloud in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold SETUP until the light blinks blue and set it up again with a new code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud did not take this customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely the product does not take this name, or its client may not do this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name, and that the client is a two-legged one of this product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything about this device could be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it is offline and cannot be claimed, or is in a product of others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run this again, with the device online if it is to be claimed; what is done stays done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither your account nor the products it may see hold this device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it was given back before, or its id has a typing mistake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it was given back before, that is as it should be; otherwise check the id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device is offline, so nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has to be online to be claimed by its id, and would belong to nobody until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch it on, wait until its light breathes cyan, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely this computer is not on the Photon&apos;s Wi-Fi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its light blinks blue and that this computer is on its network, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something answers, but it is not a Photon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely this computer is on another network, with a router at the same address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join the network whose name starts with Photon-, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon would not take a request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely its system firmware is old, or it is busy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press RESET, hold SETUP until the light blinks blue, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon&apos;s key cannot be used to protect the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely the key is missing or damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press RESET and try again; a Photon without a key makes one when it starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is another Photon than the one expected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely this computer joined the network of a second Photon nearby.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unplug the others, join the right network, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon does not see {network}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it is a 5 GHz network, hidden, or too far away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a 2.4 GHz network, or move the Photon closer to the router.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon cannot be told to join {network}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its firmware cannot take a quotation mark, and most backslashes, in a network&apos;s name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another network, or give this one a simpler name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network name is empty or too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name has 1 to 32 bytes; an accented letter counts as two, an emoji as four.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This password cannot be right for {network}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Wi-Fi password has 8 to 64 characters; a WEP key 5 or 13, or 10 or 26 hex digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Photon cannot join a company network with a personal sign-in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its Device OS is older than 0.7.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another network once, let the Photon update, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sign-in for this company network is not complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A field is empty, or a file is not a certificate or an open private key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the identity and the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon cannot store this identity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its firmware cannot take a quotation mark, and most backslashes, or over 64 bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write it as name@domain instead of domain\name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not join {network}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely the password is not quite right. A weak signal can look the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter the password again. Everything else is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud has not seen your Photon yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it is still joining, updating, or the router keeps it from the cloud.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at its light: blinking blue means set it up again, cyan means keep watching.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer did not get to the Photon&apos;s Wi-Fi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely the Photon is not in setup mode, or another network was joined.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold SETUP until the light blinks blue, then join its network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s settings keep the program from the Photon&apos;s network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system asks for a permission that was not given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow it when the system asks, or in its settings; or join by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no Wi-Fi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Photon is set up over its own Wi-Fi, or by USB cable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect the Photon with a USB cable, or plug in a USB Wi-Fi adapter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program cannot change this computer&apos;s Wi-Fi.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system&apos;s Wi-Fi service does not run, or it is one this program does not know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join the Photon&apos;s network by hand, or start NetworkManager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer&apos;s Wi-Fi is switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely flight mode is on, or a switch or key turned it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch Wi-Fi on, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer sees no Photon in setup mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely its light does not blink blue, or it is too far away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold SETUP until the light blinks blue, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several Photons in setup mode are near.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program must not choose for you: one of them may be somebody else&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose yours, or unplug the others and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer joined the Photon&apos;s Wi-Fi, but got no address there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A Photon that has been in setup mode for a while can stop giving addresses.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press RESET, hold SETUP until the light blinks blue, and try again within ten seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>macOS does not let this program talk to the Photon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it may not use the local network yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch this program on in System Settings, Privacy &amp; Security, Local Network, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer is on the Photon&apos;s Wi-Fi, but does not get through to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely a VPN takes the way: one is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disconnect the VPN until the Photon is set up, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no Photon at any USB port of this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Many USB cables only carry power: the Photon lights up, and stays unseen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try another cable, straight to the computer, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer does not let you use the Photon&apos;s USB port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On Linux that is for members of the group the port belongs to, often dialout or uucp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join that group, sign out of this computer and in again, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program uses the Photon&apos;s USB port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely a serial monitor; on Linux also ModemManager, for some seconds after plugging in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close that program, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon was unplugged on the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A loose cable, or a restart of the Photon, looks the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug it in again, wait until its light blinks blue, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon is plugged in, but not in setup mode.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older ones, and some programs on it, do not enter setup mode by cable.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold SETUP for 3 seconds, until the light blinks blue, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer cannot keep your sign-in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its keyring is missing or locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue; you will sign in again next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside this program, and it has to end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a defect of the program, and nothing you did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the report to whoever gave you this program, and start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setup was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can go on at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon is online, and it belongs to {owner}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon is online in its product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It belongs to {owner}, but it is not online yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cloud did not accept this sign-in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely something has a typing mistake, or the client is another product&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again, or make a client in this product: the cloud shows a client&apos;s secret only once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This sign-in is of the wrong kind for this step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A product&apos;s devices need its team or its client, and a claim code needs the customer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in with a team account, or with the product&apos;s client id and secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device has another owner already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it was not given back by whoever had it before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore it first, then set it up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else owns this device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it is in another account, or in a product you may not see.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its owner to release it, or sign in as the team of its product.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device has its new owner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It still knows its Wi-Fi networks; set it up again to give it another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it left setup mode, or it hangs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon did not go through with the setup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely a setup by cable was left half-way, or it cannot store a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is at this port, but it does not answer like a Photon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely it is another device, or a program on the Photon writes to the port.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another port, or hold SETUP until the light blinks blue, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely a second one is plugged in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plug the right one in, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several Photons are plugged in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program must not choose for you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of them, or all, or unplug the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Photon does not find {network}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely the name has a typing mistake, or the network is hidden.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name and that it is a 2.4 GHz network; of a hidden one, say how it is secured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By cable, a name must not have line breaks or other control characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{network} wants a password, and none was given.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type its password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Photon has to be told how {network} is secured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only Device OS 0.7.0 and newer find that out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how it is secured, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It did not find {network}, and could not join it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Most likely the name or the password is not quite right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name, or enter the password again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no password: most likely its name is not quite right, or its signal is weak.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the name, or choose another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setup was stopped, but the Photon knows everything and goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the setup again to see how it ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The setup was stopped while the Photon was being told the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press RESET on it before you go on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_PasswordLine</name>
    <message>
        <source>Show password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show password (F2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Row</name>
    <message>
        <source>%1: waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
