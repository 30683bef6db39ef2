# Takes back what the other scripts of this folder did. Run as administrator; for Assigned Access as SYSTEM. docs/kiosk.md
# It has not been run by those who wrote it.
param([string] $Account = 'GacCong')
$ErrorActionPreference = 'Continue'

if (Get-WmiObject -Namespace 'root\standardcimv2\embedded' -List -Class WESL_UserSetting -ErrorAction SilentlyContinue) {
  $launcher = [wmiclass] 'root\standardcimv2\embedded:WESL_UserSetting'
  $sid = (New-Object System.Security.Principal.NTAccount($Account)).Translate([System.Security.Principal.SecurityIdentifier]).Value
  try { $launcher.RemoveCustomShell($sid) | Out-Null } catch { Write-Output 'No shell was set.' }
  $launcher.SetEnabled($false) | Out-Null
}

if ([System.Security.Principal.WindowsIdentity]::GetCurrent().IsSystem) {
  $access = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess'
  $access.Configuration = $null
  Set-CimInstance -CimInstance $access
}

Get-WmiObject -Namespace 'root\standardcimv2\embedded' -Class WEKF_PredefinedKey -ErrorAction SilentlyContinue |
  ForEach-Object { $_.Enabled = $false; $_.Put() | Out-Null }

$values = @(
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\EdgeUI', 'AllowEdgeSwipe'),
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\Explorer', 'DisableNotificationCenter'),
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\PushNotifications', 'NoToastApplicationNotification'),
  @('HKLM:\SOFTWARE\Policies\Microsoft\Dsh', 'AllowNewsAndInterests'),
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\Personalization', 'NoLockScreenCamera'),
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\Windows Search', 'AllowCortana'),
  @('HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System', 'HideFastUserSwitching'),
  @('HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System', 'DisableTaskMgr'),
  @('HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer', 'NoDriveTypeAutoRun'),
  @('HKLM:\SOFTWARE\Microsoft\Windows\Windows Error Reporting\ExcludedApplications', 'Gac Cong.exe'),
  @('HKLM:\SOFTWARE\Policies\Microsoft\Windows\Windows Error Reporting', 'Disabled')
)
foreach ($value in $values) {
  Remove-ItemProperty -Path $value[0] -Name $value[1] -ErrorAction SilentlyContinue
}
Set-ItemProperty 'Registry::HKEY_USERS\.DEFAULT\Control Panel\Accessibility\StickyKeys' 'Flags' '510'
Set-ItemProperty 'HKLM:\SYSTEM\CurrentControlSet\Control\CrashControl' 'CrashDumpEnabled' 7
powercfg /hibernate on
Write-Output 'Done. The times for sleep and display are left as they are. Restart Windows.'
