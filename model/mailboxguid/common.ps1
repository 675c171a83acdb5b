$ErrorActionPreference = 'Stop'
Import-Module ADSync

$attribute = 'msExchMailboxGuid'
$suffix = {{suffix}}
$names = @(
    {{names}}
)
