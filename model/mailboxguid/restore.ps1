#requires -Version 5.1
#requires -RunAsAdministrator

# The way back from {{prepare}}: lets msExchMailboxGuid flow to Microsoft
# Entra ID again. Run it on the active Entra Connect server, in an elevated Windows
# PowerShell, when the mailboxes are there. It
#   1. pauses the scheduler,
#   2. saves the configuration as it is,
#   3. removes each copy, and gives the original its precedence and its service back,
#   4. makes originals anew that were deleted,
#   5. resumes the scheduler and starts a full synchronization.
# It can be run again, and after a script that stopped half-way.

{{common}}
# Were the originals deleted? If so, they are made anew below.
$deletedOriginals = {{delete}}

if ((Get-ADSyncScheduler).StagingModeEnabled) {
    throw 'This server is in staging mode. Run the script on the active server.'
}
if ((Get-ADSyncScheduler).SchedulerSuspended) {
    throw 'The scheduler is suspended: the wizard of Microsoft Entra Connect is open. Close it, and run the script again.'
}
$backup = Join-Path $env:ProgramData ('RecipientDesk\msExchMailboxGuid-' + (Get-Date -Format 'yyyyMMdd-HHmmss'))

# 1. Pause the scheduler
Set-ADSyncScheduler -SyncCycleEnabled $false
try {
    if ((Get-ADSyncScheduler).SyncCycleEnabled) {
        throw 'The scheduler could not be paused.'
    }
    while ((Get-ADSyncScheduler).SyncCycleInProgress) {
        Write-Host 'Waiting for the synchronization that is running ...'
        Start-Sleep -Seconds 10
    }

    # 2. Save the configuration
    New-Item -ItemType Directory -Path $backup | Out-Null
    Get-ADSyncServerConfiguration -Path (Join-Path $backup 'ServerConfiguration') | Out-Null
    Write-Host "The configuration was saved in $backup."

    # 3. Remove the copies and bring the originals back
    foreach ($name in $names) {
        foreach ($copy in @(Get-ADSyncRule | Where-Object { "$($_.Direction)" -eq 'Inbound' -and $_.Name -eq ($name + $suffix) })) {
            $originals = @(Get-ADSyncRule | Where-Object { "$($_.Direction)" -eq 'Inbound' -and $_.Name -eq $name -and $_.Connector -eq $copy.Connector })
            if ($originals.Count -ne 1 -and -not $deletedOriginals) {
                throw "The rule '$name' is not there to be brought back. Look for it in the backups in $env:ProgramData\RecipientDesk."
            }
            Remove-ADSyncRule -Identifier $copy.Identifier | Out-Null
            if (@(Get-ADSyncRule | Where-Object { $_.Identifier -eq $copy.Identifier }).Count -ne 0) {
                throw "The copy of '$name' was not removed."
            }
            Write-Host "Removed the copy of '$name'."
            foreach ($original in $originals) {
                $number = [int]($copy.Description -replace '^.*#', '')
                $original.Disabled = $false
                $original.Precedence = $number
                Add-ADSyncRule -SynchronizationRule $original | Out-Null
                $stored = @(Get-ADSyncRule | Where-Object { $_.Identifier -eq $original.Identifier })
                if ($stored.Count -ne 1 -or $stored[0].Disabled -or $stored[0].Precedence -ne $number) {
                    throw "The rule '$name' was not brought back."
                }
                Write-Host "'$name' is enabled, with the precedence $number."
            }
        }
    }
{{anew}}
    # What is there now must carry the attribute
    $carriers = @(Get-ADSyncRule | Where-Object { "$($_.Direction)" -eq 'Inbound' -and -not $_.Disabled -and $names -contains $_.Name })
    if ($carriers.Count -ne {{count}}) {
        throw "{{count}} enabled rules were expected, and $($carriers.Count) are there."
    }
} catch {
    Write-Host ''
    Write-Host 'STOPPED. The scheduler of Entra Connect is OFF: nothing is synchronized until it is on again.' -ForegroundColor Red
    Write-Host 'Put right what is said below, and run this script again.' -ForegroundColor Red
    throw
}

# 5. Resume, and synchronize everything
Set-ADSyncScheduler -SyncCycleEnabled $true
if (-not (Get-ADSyncScheduler).SyncCycleEnabled) {
    throw 'The scheduler is OFF and could not be turned on. Run: Set-ADSyncScheduler -SyncCycleEnabled $true'
}
Start-ADSyncSyncCycle -PolicyType Initial
Write-Host 'The scheduler is on, and a full synchronization has begun.'
