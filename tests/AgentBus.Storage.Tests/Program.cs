using AgentBus.Storage.Tests.Overflow;
using AgentBus.Storage.Tests.Sqlite;

return args switch
{
    [AppendUntilKilled.Argument, var directory] => await AppendUntilKilled.RunAsync(directory),
    [SettleUntilKilled.Argument, var directory] => await SettleUntilKilled.RunAsync(directory),
    [TakeUntilKilled.Argument, var directory] => await TakeUntilKilled.RunAsync(directory),
    [SpillUntilKilled.Argument, var directory] => await SpillUntilKilled.RunAsync(directory),
    _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
};
