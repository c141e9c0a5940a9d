namespace AgentBus.Load.Crash;

/// <summary>The verb <c>crash</c>.</summary>
internal static class CrashCommand
{
    /// <returns>0 where nothing was lost, 1 otherwise.</returns>
    public static async Task<int> RunAsync(ReadOnlyMemory<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments.Span is ["--help" or "-h", ..])
        {
            Console.WriteLine(CrashOptions.Usage);
            return 0;
        }

        var options = CrashOptions.Parse(arguments.Span);
        await using var run = new CrashRun(options);
        try
        {
            await run.RunAsync(cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException or OperationCanceledException)
        {
            Console.Error.WriteLine($"The run did not end: {e.Message}");
            await WriteAsync(run.Figures);
            return 1;
        }

        await WriteAsync(run.Figures);
        return run.Figures.IsClean ? 0 : 1;

        async Task WriteAsync(CrashFigures figures)
        {
            Console.WriteLine(figures.ToJson());
            if (options.JsonFile is { } file)
            {
                await File.WriteAllTextAsync(file, figures.ToJson(), CancellationToken.None);
            }
        }
    }
}
