# Makes the gate the whole of Windows for one local account (Shell Launcher). Enterprise, Education and IoT Enterprise only.
# Run as administrator, in Windows PowerShell 5.1. It has not been run by those who wrote it: try it on a machine that may be reinstalled.
#   .\kiosk-shell-launcher.ps1 -Account GacCong
# Undo: .\undo-kiosk.ps1. What it does and what it leaves: docs/kiosk.md
param(
  [string] $Account = 'GacCong',
  [string] $Program = "$env:ProgramFiles\Gac Cong\Gac Cong.exe"
)
$ErrorActionPreference = 'Stop'

if (-not (Test-Path $Program)) { throw "The gate is not installed: $Program" }
if (-not (Get-LocalUser -Name $Account -ErrorAction SilentlyContinue)) {
  throw "There is no local account $Account. Make a standard user (not an administrator) first."
}

$feature = Enable-WindowsOptionalFeature -Online -FeatureName Client-EmbeddedShellLauncher -All -NoRestart
if ($feature.RestartNeeded) {
  Write-Output 'Restart Windows, then run this again.'
  exit 0
}

# What Shell Launcher does when the program ends.
$restartShell = 0
$doNothing = 3
# 80: somebody left with the PIN or the badge. Every other end is an accident.
$leftByPin = 80

$launcher = [wmiclass] 'root\standardcimv2\embedded:WESL_UserSetting'
$sid = (New-Object System.Security.Principal.NTAccount($Account)).Translate([System.Security.Principal.SecurityIdentifier]).Value
# Everybody else keeps Explorer.
$launcher.SetDefaultShell('explorer.exe', $doNothing) | Out-Null
try { $launcher.RemoveCustomShell($sid) | Out-Null } catch { Write-Verbose 'There was none before.' }
$launcher.SetCustomShell($sid, "`"$Program`"", @($leftByPin), @($doNothing), $restartShell) | Out-Null
$launcher.SetEnabled($true) | Out-Null
Write-Output "Signing in as $Account shows the gate alone. Now run lock-down.ps1."
