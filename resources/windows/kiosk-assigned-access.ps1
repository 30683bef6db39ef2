# Lets one local account run the gate and nothing else (Assigned Access, restricted user experience). Pro, Enterprise and Education.
# It has to run as SYSTEM: psexec -i -s powershell.exe, then this script. It has not been run by those who wrote it.
# Under Assigned Access nothing starts a program again that has ended: prefer Shell Launcher where the edition has it.
# Undo: .\undo-kiosk.ps1. docs/kiosk.md
param([string] $Configuration = "$PSScriptRoot\assigned-access.xml")
$ErrorActionPreference = 'Stop'

$who = [System.Security.Principal.WindowsIdentity]::GetCurrent()
if (-not $who.IsSystem) { throw 'Run this as SYSTEM: psexec -i -s powershell.exe' }

$xml = Get-Content -Raw -Encoding UTF8 $Configuration
[xml] $xml | Out-Null
$access = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess'
$access.Configuration = [System.Net.WebUtility]::HtmlEncode($xml)
Set-CimInstance -CimInstance $access
Write-Output 'Restart Windows, and sign in as GacCong. Now run lock-down.ps1.'
