using AgentBus.Client;
using AgentBus.Demo;

if (args.Length == 0 || args.Contains("--help") || args.Contains("-h"))
{
    Console.WriteLine(DemoOptions.Usage);
    return args.Length == 0 ? 2 : 0;
}

if (!DemoOptions.TryParse(args, out var options, out var problem))
{
    Console.Error.WriteLine($"{problem} See --help.");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    await new DemoProcess(options, TimeProvider.System).RunAsync(stop);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception e) when (e is AgentBusException or IOException or HttpRequestException)
{
    Console.Error.WriteLine($"{options.Name}: {e.Message}");
    return 1;
}
