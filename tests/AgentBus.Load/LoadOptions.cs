namespace AgentBus.Load;

/// <summary>How long and how often things are measured.</summary>
internal sealed record LoadOptions
{
    /// <summary>Where the figures go as one JSON object; null: nowhere.</summary>
    public string? JsonFile { get; init; }

    /// <summary>Prints the table as Markdown, for docs/performance.md.</summary>
    public bool Markdown { get; init; }

    /// <summary>Measures although somebody else uses the machine.</summary>
    public bool BusyIsFine { get; init; }

    /// <summary>Inspection, policies, impact and the memory of recent messages are all switched on.</summary>
    public bool Governed { get; init; }

    /// <summary>Only suites whose name contains this; empty: all.</summary>
    public string Only { get; init; } = "";

    public int Rounds { get; init; } = 5;

    /// <summary>Not counted. On a busy machine compiling well what is used often takes several seconds.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(8);

    public TimeSpan Throughput { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan Latency { get; init; } = TimeSpan.FromSeconds(4);

    public TimeSpan FanOut { get; init; } = TimeSpan.FromSeconds(2);

    public int IdleConnections { get; init; } = 5_000;

    /// <summary>Connections of the crowd; one in ten speaks.</summary>
    public int Crowd { get; init; } = 10_000;

    public int Starts { get; init; } = 5;

    /// <summary>Messages that are held, approved and delivered one after the other.</summary>
    public int Cases { get; init; } = 1_000;

    /// <summary>Cases that wait while pages of them are read, and while messages go by that are not held.</summary>
    public int OpenCases { get; init; } = 10_000;

    /// <summary>Cases that wait while dashboards are open.</summary>
    public int DashboardCases { get; init; } = 200;

    /// <summary>Pages that are read.</summary>
    public int Pages { get; init; } = 200;

    /// <summary>All that there is in about a minute; figures scatter more.</summary>
    public LoadOptions Quick() => this with
    {
        Rounds = 2,
        WarmUp = TimeSpan.FromSeconds(1.5),
        Throughput = TimeSpan.FromSeconds(1.5),
        Latency = TimeSpan.FromSeconds(1.5),
        FanOut = TimeSpan.FromSeconds(1),
        IdleConnections = 1_000,
        Crowd = 1_000,
        Starts = 2,
        Cases = 100,
        OpenCases = 1_600,
        Pages = 20,
    };
}
