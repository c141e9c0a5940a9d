using AgentBus.Client;
using AgentBus.Demo;
using AgentBus.Demo.Conversation;

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
    await using var client = await AgentBusClient.ConnectAsync(options.ToClientOptions(), stop.Token);
    await (options.Interactive
        ? new Terminal(client, options).RunAsync(stop.Token)
        : new ScienceAgent(client, options, TimeProvider.System).RunAsync(stop.Token));
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception e) when (e is AgentBusException or IOException)
{
    Console.Error.WriteLine($"{options.Name}: {e.Message}");
    return 1;
}
