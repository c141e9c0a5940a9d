using System.Globalization;
using AgentBus.Dashboard;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security;

namespace AgentBus.Silo.Demo;

/// <summary>How to join the demonstration.</summary>
/// <param name="options">The settings.</param>
/// <param name="addresses">Where the silo listens: the public address, then the internal one.</param>
/// <param name="pass">What lets the visitor into the dashboard once.</param>
internal sealed class DemoInvitation(AgentBusOptions options, ICollection<string> addresses, string pass)
{
    private readonly string _public = addresses.First();
    private readonly string _internal = addresses.Last();

    private string WebSocketUrl => $"ws{_public["http".Length..]}{Gateway.WebSocketEndpoint.Path}";

    /// <summary>What is printed.</summary>
    public string Text => $"""

        AgentBus is running. Three demo agents talk in {options.Demo.Room}:{options.Demo.Channel}, and three that deploy, pay and mail ask you before they go on.
        {Decide}
          WebSocket  {WebSocketUrl}   (subprotocol {Protocol.ProtocolVersion.BinarySubprotocol})
          Health     {_internal}/health
          Tokens     {Path.GetDirectoryName(RunTokens.FileOf(options, RunTokens.You))}   (this run only)

        Talk with them from a second terminal:

          dotnet run --project src/AgentBus.Demo -c Release -- {string.Join(' ', Agent(RunTokens.You))} --interactive

        Ctrl+C ends it and everything that it started.

        """;

    private string Decide => !options.Dashboard.Enabled ? "" : $"""

        Decide for them: open this address. It lets you in once, as {DemoCast.Visitor}; afterwards sign in with {RunTokens.FileOf(options, DemoCast.Visitor)}.

          {_public}{DashboardAddress.SignInWith(pass)}

        A second reviewer votes after you, so your vote decides. The demo's admin confirms your key at once, which a real one would not.

        """;

    /// <summary>What an operator's process is told besides.</summary>
    public IReadOnlyList<string> Operator => ["--operator-url", _internal, "--operator-token-file", RunTokens.FileOf(options, RunTokens.OperatorName)];

    /// <summary>How fast it goes, as every process is told.</summary>
    public IReadOnlyList<string> Pace => ["--pause", options.Demo.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture)];

    /// <summary>The arguments of an agent that talks where the demonstration does.</summary>
    public IReadOnlyList<string> Agent(string agent) => Agent(agent, options.Demo.Room, options.Demo.Channel);

    /// <summary>The arguments of an agent that talks somewhere else.</summary>
    public IReadOnlyList<string> Agent(string agent, string room, string channel) =>
    [
        "--url", WebSocketUrl,
        "--token-file", RunTokens.FileOf(options, agent),
        "--room", room,
        "--channel", channel,
        "--name", agent,
    ];

    /// <summary>The arguments of a person who decides, with a key of their own.</summary>
    public IReadOnlyList<string> Person(string person) =>
    [
        "--url", WebSocketUrl,
        "--token-file", RunTokens.FileOf(options, person),
        "--key-file", Path.ChangeExtension(RunTokens.FileOf(options, person), ".key.pem"),
        "--name", person,
    ];
}
