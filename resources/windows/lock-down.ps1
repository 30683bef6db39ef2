# What Windows has to do besides showing the gate alone: keys, edges, notices, sleep, crash dumps. Run as administrator.
# It has not been run by those who wrote it: try it on a machine that may be reinstalled. Undo: .\undo-kiosk.ps1. docs/kiosk.md
$ErrorActionPreference = 'Stop'

function Set-Value([string] $Path, [string] $Name, $Value, [string] $Type = 'DWord') {
  if (-not (Test-Path $Path)) { New-Item -Path $Path -Force | Out-Null }
  New-ItemProperty -Path $Path -Name $Name -Value $Value -PropertyType $Type -Force | Out-Null
}

# Keys that no program is ever told of, Ctrl+Alt+Del among them. Enterprise, Education and IoT Enterprise only.
$filter = Get-WindowsOptionalFeature -Online -FeatureName Client-KeyboardFilter -ErrorAction SilentlyContinue
if ($null -eq $filter) {
  Write-Warning 'This edition has no Keyboard Filter: Ctrl+Alt+Del and the Windows key stay.'
} elseif ($filter.State -ne 'Enabled') {
  Enable-WindowsOptionalFeature -Online -FeatureName Client-KeyboardFilter -All -NoRestart | Out-Null
  Write-Output 'Keyboard Filter is installed: restart Windows, then run this again.'
} else {
  # A keyboard scanner types with these.
  $needed = 'Alt', 'Ctrl', 'Shift', 'Escape'
  Get-WmiObject -Namespace 'root\standardcimv2\embedded' -Class WEKF_PredefinedKey |
    Where-Object { $needed -notcontains $_.Id } |
    ForEach-Object { $_.Enabled = $true; $_.Put() | Out-Null }
  # Administrators keep their keys.
  Get-WmiObject -Namespace 'root\standardcimv2\embedded' -Class WEKF_Settings |
    Where-Object { $_.Name -eq 'DisableKeyboardFilterForAdministrators' } |
    ForEach-Object { $_.Value = 'true'; $_.Put() | Out-Null }
}

# No swipe from the edge, no notices, no search, no news, no camera from the lock screen.
Set-Value 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\EdgeUI' 'AllowEdgeSwipe' 0
Set-Value 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\Explorer' 'DisableNotificationCenter' 1
Set-Value 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\CurrentVersion\PushNotifications' 'NoToastApplicationNotification' 1
Set-Value 'HKLM:\SOFTWARE\Policies\Microsoft\Dsh' 'AllowNewsAndInterests' 0
Set-Value 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\Personalization' 'NoLockScreenCamera' 1
Set-Value 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\Windows Search' 'AllowCortana' 0
# What is behind Ctrl+Alt+Del where that cannot be filtered.
Set-Value 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System' 'HideFastUserSwitching' 1
Set-Value 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System' 'DisableTaskMgr' 1
# A stick that is plugged in opens no window and starts nothing: the gate looks for its updates itself.
Set-Value 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer' 'NoDriveTypeAutoRun' 255
# Sticky keys: five times Shift opens a window of the system's.
Set-Value 'Registry::HKEY_USERS\.DEFAULT\Control Panel\Accessibility\StickyKeys' 'Flags' '506' 'String'

# What a program knew of people when it died is neither kept nor sent.
$reporting = 'HKLM:\SOFTWARE\Microsoft\Windows\Windows Error Reporting'
Set-Value "$reporting\ExcludedApplications" 'Gac Cong.exe' 1
Set-Value 'HKLM:\SOFTWARE\Policies\Microsoft\Windows\Windows Error Reporting' 'Disabled' 1
Remove-Item "$reporting\LocalDumps\Gac Cong.exe" -Recurse -ErrorAction SilentlyContinue
Set-Value 'HKLM:\SYSTEM\CurrentControlSet\Control\CrashControl' 'CrashDumpEnabled' 0

# A gate does not sleep; within its hours the app sees to the display itself.
powercfg /change standby-timeout-ac 0
powercfg /change hibernate-timeout-ac 0
powercfg /change monitor-timeout-ac 0
powercfg /hibernate off

Write-Output 'Done. Restart Windows.'
