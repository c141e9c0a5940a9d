using AgentBus.Load;
using AgentBus.Load.Crash;
using AgentBus.Load.Measure;
using AgentBus.Load.Peers;
using AgentBus.Load.Reports;
using AgentBus.Load.Suites;
using AgentBus.Load.Traffic;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    switch (args.FirstOrDefault())
    {
        case "echo":
            await EchoPeer.RunAsync(stop.Token);
            return 0;
        case "fanout-echo":
            await FanOutPeer.RunAsync(stop.Token);
            return 0;
        case "traffic":
            await TrafficCommand.RunAsync(args.AsMemory(1), stop.Token);
            return 0;
        case "crash":
            return await CrashCommand.RunAsync(args.AsMemory(1), stop.Token);
        case "--help" or "-h":
            Console.WriteLine(CommandLine.Usage);
            return 0;
        default:
            return await MeasureAsync(CommandLine.Parse(args));
    }
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

async Task<int> MeasureAsync(LoadOptions options)
{
    var figures = new Figures();
    figures.Set("load_average", Machine.LoadAverage());
    var busy = await Machine.BusyShareAsync(TimeSpan.FromSeconds(1), stop.Token);
    if (busy > 0.2 && !options.BusyIsFine)
    {
        Console.Error.WriteLine($"Somebody else uses {busy:P0} of this machine: figures would mean nothing. Try again later, or with --busy-ok.");
        return 1;
    }

    ISuite[] suites = [new DriverSuite(), new ThroughputSuite(), new LedgerSuite(), new LatencySuite(), new FanOutSuite(), new IdleSuite(), new CrowdSuite(), QueueSuite.Direct, QueueSuite.Requests, QueueSuite.WorkQueues, new CaseSuite(), new DashboardSuite(), new StartSuite(), new GrainCallSuite()];
    foreach (var suite in suites.Where(suite => suite.Name.Contains(options.Only, StringComparison.Ordinal)))
    {
        Progress.Say(suite.Name);
        await suite.MeasureAsync(options, figures, stop.Token);
    }

    Console.Write(TextReport.Write(figures, options.Markdown));
    if (options.JsonFile is { } file)
    {
        await File.WriteAllTextAsync(file, JsonReport.Write(figures), stop.Token);
    }

    return 0;
}
