#requires -Version 5.1
#requires -RunAsAdministrator

# Keeps msExchMailboxGuid out of Microsoft Entra ID, so that a license for Exchange
# Online gives a user a mailbox. Run it on the active Entra Connect server, in an
# elevated Windows PowerShell. It
#   1. pauses the scheduler,
#   2. saves the configuration and the rules as they are,
#   3. makes a copy of each rule below, in which the attribute is the expression NULL,
#      applied once, merge type Update,
#   4. takes the original rule out of service,
#   5. gives the copy the precedence of the original,
#   6. resumes the scheduler and starts a full synchronization.
# It stops at the first thing that is not as it should be, and says so.
# The way back is msExchMailboxGuid-restore.ps1.

$ErrorActionPreference = 'Stop'
Import-Module ADSync

$attribute = 'msExchMailboxGuid'
$suffix = ' - without msExchMailboxGuid'
$names = @(
    'In from AD - User Exchange',
    'In from AD - InetOrgPerson Exchange'
)
# Delete the originals? If not, they stay, disabled.
$deleteOriginals = $false

# Nothing is changed before all of this holds.
if ((Get-ADSyncScheduler).StagingModeEnabled) {
    throw 'This server is in staging mode. Run the script on the active server.'
}
if ((Get-ADSyncScheduler).SchedulerSuspended) {
    throw 'The scheduler is suspended: the wizard of Microsoft Entra Connect is open. Close it, and run the script again.'
}
$originals = @(Get-ADSyncRule | Where-Object { "$($_.Direction)" -eq 'Inbound' -and -not $_.Disabled -and $names -contains $_.Name })
if ($originals.Count -ne 2) {
    throw "2 enabled rules were expected, and $($originals.Count) are there. Export the configuration again, and make a new script."
}
foreach ($original in $originals) {
    $flows = @($original.AttributeFlowMappings | Where-Object { $_.Destination -eq $attribute })
    if ($flows.Count -ne 1) {
        throw "The rule '$($original.Name)' does not carry $attribute. Export the configuration again, and make a new script."
    }
    $twins = @(Get-ADSyncRule | Where-Object { $_.Name -eq ($original.Name + $suffix) -and $_.Connector -eq $original.Connector })
    if ($twins.Count -ne 0) {
        throw "There is a copy of '$($original.Name)' already. Run msExchMailboxGuid-restore.ps1 first."
    }
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

    # 2. Save the configuration and the rules
    New-Item -ItemType Directory -Path $backup | Out-Null
    Get-ADSyncServerConfiguration -Path (Join-Path $backup 'ServerConfiguration') | Out-Null
    $originals | Export-Clixml -Path (Join-Path $backup 'OriginalRules.clixml') -Depth 10
    if (-not (Test-Path -Path (Join-Path $backup 'OriginalRules.clixml'))) {
        throw "The backup in $backup was not written."
    }
    Write-Host "The configuration was saved in $backup."

    foreach ($original in $originals) {
        $name = $original.Name + $suffix
        $number = $original.Precedence
        $used = @(Get-ADSyncRule | ForEach-Object { $_.Precedence })
        $free = 200
        while ($used -contains $free) { $free++ }
        $spare = $free + 1
        while ($used -contains $spare) { $spare++ }

        # 3. Copy the rule
        $copy = New-ADSyncRule `
            -Name $name `
            -Description "Copy of '$($original.Name)' that keeps $attribute back. To be removed after the migration. Precedence of the original: #$number" `
            -Direction 'Inbound' `
            -Precedence $free `
            -SourceObjectType $original.SourceObjectType `
            -TargetObjectType $original.TargetObjectType `
            -Connector $original.Connector `
            -LinkType $original.LinkType `
            -SoftDeleteExpiryInterval $original.SoftDeleteExpiryInterval `
            -ImmutableTag ''
        $copy.EnablePasswordSync = $original.EnablePasswordSync
        foreach ($flow in $original.AttributeFlowMappings) {
            $source = @($flow.Source | Where-Object { $_ })
            if ($flow.Destination -eq $attribute) {
                Add-ADSyncAttributeFlowMapping -SynchronizationRule $copy -Destination $attribute -FlowType 'Expression' -Expression 'NULL' -ValueMergeType 'Update' -ExecuteOnce | Out-Null
            } elseif ("$($flow.FlowType)" -ne 'Expression') {
                Add-ADSyncAttributeFlowMapping -SynchronizationRule $copy -Source $source -Destination $flow.Destination -FlowType $flow.FlowType -ValueMergeType $flow.ValueMergeType -ExecuteOnce:$flow.ExecuteOnce | Out-Null
            } elseif ($source.Count -eq 0) {
                Add-ADSyncAttributeFlowMapping -SynchronizationRule $copy -Destination $flow.Destination -FlowType 'Expression' -Expression $flow.Expression -ValueMergeType $flow.ValueMergeType -ExecuteOnce:$flow.ExecuteOnce | Out-Null
            } else {
                Add-ADSyncAttributeFlowMapping -SynchronizationRule $copy -Source $source -Destination $flow.Destination -FlowType 'Expression' -Expression $flow.Expression -ValueMergeType $flow.ValueMergeType -ExecuteOnce:$flow.ExecuteOnce | Out-Null
            }
        }
        foreach ($group in $original.ScopeFilter) {
            $conditions = @()
            foreach ($condition in $group.ScopeConditionList) {
                $conditions += New-Object -TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel.ScopeCondition' -ArgumentList $condition.Attribute, $condition.ComparisonValue, "$($condition.ComparisonOperator)"
            }
            Add-ADSyncScopeConditionGroup -SynchronizationRule $copy -ScopeConditions $conditions | Out-Null
        }
        foreach ($group in $original.JoinFilter) {
            $conditions = @()
            foreach ($condition in $group.JoinConditionList) {
                $conditions += New-Object -TypeName 'Microsoft.IdentityManagement.PowerShell.ObjectModel.JoinCondition' -ArgumentList $condition.CSAttribute, $condition.MVAttribute, $condition.CaseSensitive
            }
            Add-ADSyncJoinConditionGroup -SynchronizationRule $copy -JoinConditions $conditions | Out-Null
        }
        Add-ADSyncRule -SynchronizationRule $copy | Out-Null
        $stored = @(Get-ADSyncRule | Where-Object { $_.Name -eq $name -and $_.Connector -eq $original.Connector })
        if ($stored.Count -ne 1) {
            throw "The copy of '$($original.Name)' was not stored."
        }
        $copy = $stored[0]
        if (@($copy.AttributeFlowMappings).Count -ne @($original.AttributeFlowMappings).Count -or @($copy.ScopeFilter).Count -ne @($original.ScopeFilter).Count -or @($copy.JoinFilter).Count -ne @($original.JoinFilter).Count) {
            throw "The copy of '$($original.Name)' is not complete."
        }
        Write-Host "Copied '$($original.Name)' with the temporary precedence $free."

        # 4. Take the original out of service
        $room = $true
        if ($deleteOriginals) {
            Remove-ADSyncRule -Identifier $original.Identifier | Out-Null
            if (@(Get-ADSyncRule | Where-Object { $_.Identifier -eq $original.Identifier }).Count -ne 0) {
                throw "The rule '$($original.Name)' was not deleted."
            }
            Write-Host "Deleted '$($original.Name)'."
        } else {
            $original.Disabled = $true
            Add-ADSyncRule -SynchronizationRule $original | Out-Null
            $disabled = @(Get-ADSyncRule | Where-Object { $_.Identifier -eq $original.Identifier })
            if ($disabled.Count -ne 1 -or -not $disabled[0].Disabled) {
                throw "The rule '$($original.Name)' was not disabled."
            }
            # The disabled original makes room for the copy. A server that does not let
            # one of Microsoft's rules move is left as it is: the copy works with the
            # temporary number, too.
            try {
                $original = $disabled[0]
                $original.Precedence = $spare
                Add-ADSyncRule -SynchronizationRule $original | Out-Null
            } catch {
                $room = $false
                Write-Warning "The server keeps the disabled rule '$($original.Name)' at precedence $number, so its copy stays at $free."
            }
            Write-Host "Disabled '$($original.Name)'."
        }

        # 5. Give the copy the precedence of the original
        if ($room) {
            $copy.Precedence = $number
            Add-ADSyncRule -SynchronizationRule $copy | Out-Null
            $stored = @(Get-ADSyncRule | Where-Object { $_.Identifier -eq $copy.Identifier })
            if ($stored.Count -ne 1 -or $stored[0].Precedence -ne $number) {
                throw "The copy of '$($original.Name)' did not get the precedence $number."
            }
            Write-Host "The copy of '$($original.Name)' has the precedence $number."
        }
    }
} catch {
    Write-Host ''
    Write-Host 'STOPPED. The scheduler of Entra Connect is OFF: nothing is synchronized until it is on again.' -ForegroundColor Red
    Write-Host 'Run msExchMailboxGuid-restore.ps1, which puts the rules back and turns the scheduler on.' -ForegroundColor Red
    throw
}

# 6. Resume, and synchronize everything
Set-ADSyncScheduler -SyncCycleEnabled $true
if (-not (Get-ADSyncScheduler).SyncCycleEnabled) {
    throw 'The scheduler is OFF and could not be turned on. Run: Set-ADSyncScheduler -SyncCycleEnabled $true'
}
Start-ADSyncSyncCycle -PolicyType Initial
Write-Host 'The scheduler is on, and a full synchronization has begun. When it is done, a license gives a user a mailbox.'
Write-Host 'Where a license was there before, take it away and assign it again.'
