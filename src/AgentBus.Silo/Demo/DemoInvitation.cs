using AgentBus.Silo.Options;
using AgentBus.Silo.Security;

namespace AgentBus.Silo.Demo;

/// <summary>How to join the demonstration.</summary>
/// <param name="options">The settings.</param>
/// <param name="addresses">Where the silo listens: the public address, then the internal one.</param>
internal sealed class DemoInvitation(AgentBusOptions options, ICollection<string> addresses)
{
    private readonly string _public = addresses.First();
    private readonly string _internal = addresses.Last();

    private string WebSocketUrl => $"ws{_public["http".Length..]}{Gateway.WebSocketEndpoint.Path}";

    /// <summary>What is printed.</summary>
    public string Text => $"""

        AgentBus is running, with three demo agents in {options.Demo.Room}:{options.Demo.Channel}.

          WebSocket  {WebSocketUrl}   (subprotocol {Protocol.ProtocolVersion.BinarySubprotocol})
          Health     {_internal}/health
          Tokens     {Path.GetDirectoryName(RunTokens.FileOf(options, RunTokens.You))}   (this run only)

        Join them from a second terminal:

          dotnet run --project src/AgentBus.Demo -c Release -- {string.Join(' ', Arguments(RunTokens.You))} --interactive

        Ctrl+C ends it.

        """;

    /// <summary>The arguments of a demo agent.</summary>
    public IReadOnlyList<string> Arguments(string agent) =>
    [
        "--url", WebSocketUrl,
        "--token-file", RunTokens.FileOf(options, agent),
        "--room", options.Demo.Room,
        "--channel", options.Demo.Channel,
        "--name", agent,
    ];
}
