using AgentBus.Storage.Tests.Sqlite;

return args is [AppendUntilKilled.Argument, var directory]
    ? await AppendUntilKilled.RunAsync(directory)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
