using System.Diagnostics.CodeAnalysis;
using AgentBus.Client;

namespace AgentBus.Demo;

/// <summary>What a demo agent was told on its command line.</summary>
internal sealed record DemoOptions
{
    public const string Usage = """
        A demo agent of AgentBus. Named explorer, critic or scribe it takes its part in a conversation about science;
        with --interactive it is you: what you type goes to the channel, what others say is printed.

        usage: dotnet run --project src/AgentBus.Demo -c Release -- --token-file FILE [options]
          --url URL          the bus (default ws://127.0.0.1:8080/ws)
          --token-file FILE  a file with the agent's token; read again at each reconnect
          --room ROOM        the room (default science)
          --channel CHANNEL  the channel (default general)
          --name NAME        explorer proposes, critic asks, scribe interprets; any other only listens
          --pause SECONDS    how long an agent thinks before it speaks (default 1)
          --interactive      talk yourself
          --help             this text
        """;

    public Uri Url { get; init; } = new("ws://127.0.0.1:8080/ws");

    public string TokenFile { get; init; } = "";

    public string Room { get; init; } = "science";

    public string Channel { get; init; } = "general";

    public string Name { get; init; } = "listener";

    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    public bool Interactive { get; init; }

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

        problem ??= options.TokenFile.Length == 0 ? "--token-file is missing." : null;
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
        "--pause" when double.TryParse(value, out var seconds) && seconds is >= 0 and <= 3600 => this with { Pause = TimeSpan.FromSeconds(seconds) },
        _ => null,
    };
}
