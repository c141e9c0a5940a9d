using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AgentBus.Client;

namespace AgentBus.Demo;

/// <summary>What a process of the demonstration was told on its command line.</summary>
internal sealed record DemoOptions
{
    public const string Usage = """
        A process of the demonstration of AgentBus. Named explorer, critic or scribe it takes its part in a conversation about science; named
        deployer, payments or mailer it works for a shop; with --interactive it is you: what you type goes to the channel, what others say is printed.

        usage: dotnet run --project src/AgentBus.Demo -c Release -- --token-file FILE [options]
          --url URL          the bus (default ws://127.0.0.1:8080/ws)
          --token-file FILE  a file with the token; read again at each reconnect
          --room ROOM        the room (default science)
          --channel CHANNEL  the channel (default general)
          --name NAME        who it is; any other than those above only listens
          --pause SECONDS    how long an agent thinks before it speaks (default 1; a worker waits twelve times as long)
          --interactive      talk yourself
          --as PART          agent (default), admin: confirms the keys of reviewers at once, reviewer: votes once somebody else has
          --key-file FILE    where an admin or reviewer keeps the key that it signs with
          --operator-url URL, --operator-token-file FILE
                             the internal listener, and who may operate it; for the admin
          --attached         end when the standard input does
          --help             this text
        """;

    public Uri Url { get; init; } = new("ws://127.0.0.1:8080/ws");

    public string TokenFile { get; init; } = "";

    public string Room { get; init; } = "science";

    public string Channel { get; init; } = "general";

    public string Name { get; init; } = "listener";

    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    public bool Interactive { get; init; }

    public DemoPart Part { get; init; }

    public string KeyFile { get; init; } = "";

    public Uri OperatorUrl { get; init; } = new("http://127.0.0.1:9090");

    public string OperatorTokenFile { get; init; } = "";

    public bool Attached { get; init; }

    /// <summary>The HTTP API of the same bus.</summary>
    public Uri Api => new UriBuilder(Url) { Scheme = Url.Scheme == "wss" ? "https" : "http", Path = "/" }.Uri;

    public static bool TryParse(IReadOnlyList<string> arguments, out DemoOptions options, [NotNullWhen(false)] out string? problem)
    {
        options = new DemoOptions();
        problem = null;
        for (var i = 0; i < arguments.Count && problem is null; i++)
        {
            if (arguments[i] == "--interactive")
            {
                options = options with { Interactive = true };
            }
            else if (arguments[i] == "--attached")
            {
                options = options with { Attached = true };
            }
            else if (i + 1 == arguments.Count || options.With(arguments[i], arguments[i + 1]) is not { } changed)
            {
                problem = $"'{arguments[i]}' is no option, or its value is missing or not right.";
            }
            else
            {
                options = changed;
                i++;
            }
        }

        problem ??= options.TokenFile.Length == 0 ? "--token-file is missing."
            : options.Part != DemoPart.Agent && options.KeyFile.Length == 0 ? "--key-file is missing."
            : options.Part == DemoPart.Admin && options.OperatorTokenFile.Length == 0 ? "--operator-token-file is missing."
            : null;
        return problem is null;
    }

    public AgentBusOptions ToClientOptions() => new()
    {
        Uri = Url,

        // Read each time: a bus that made its credentials for one run writes new ones when it starts again.
        TokenProvider = async cancellationToken => await File.ReadAllTextAsync(TokenFile, cancellationToken),
        Profile = new AgentProfile { Name = Name, Version = "1.0" },
        HomeRoom = Room,
        HomeChannel = Channel,
    };

    private DemoOptions? With(string option, string value) => option switch
    {
        "--url" when Uri.TryCreate(value, UriKind.Absolute, out var url) => this with { Url = url },
        "--token-file" => this with { TokenFile = value },
        "--room" => this with { Room = value },
        "--channel" => this with { Channel = value },
        "--name" => this with { Name = value },
        "--pause" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 3600 => this with { Pause = TimeSpan.FromSeconds(seconds) },
        "--as" when Enum.TryParse<DemoPart>(value, ignoreCase: true, out var part) && Enum.IsDefined(part) => this with { Part = part },
        "--key-file" => this with { KeyFile = value },
        "--operator-url" when Uri.TryCreate(value, UriKind.Absolute, out var url) => this with { OperatorUrl = url },
        "--operator-token-file" => this with { OperatorTokenFile = value },
        _ => null,
    };
}
