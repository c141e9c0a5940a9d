using AgentBus.Gateway.Tests.Support;

namespace AgentBus.Gateway.Tests.Encodings;

/// <summary>Plays the sessions of docs/protocol.md as they stand there.</summary>
public sealed class ProtocolSessionTests(SiloFixture fixture)
{
    [Fact]
    public async Task The_session_of_the_json_chapter_goes_as_it_stands_there()
    {
        var name = fixture.NewAgent();
        await using var socket = await TextSocket.ConnectAsync(fixture.Silo.WebSocket);

        await PlayAsync(socket, "json", name, fixture.Silo.PersonToken(name));
    }

    internal static async Task PlayAsync(TextSocket socket, string session, string agent, string token)
    {
        var lines = Session(session);
        lines.Length.ShouldBeGreaterThan(5);
        foreach (var line in lines.Select(line => line.Replace("<agent>", agent, StringComparison.Ordinal).Replace("<token>", token, StringComparison.Ordinal)))
        {
            if (line[0] == '>')
            {
                await socket.SendAsync(line[2..]);
            }
            else
            {
                await socket.NextAsync(line[2..]);
            }
        }
    }

    private static string[] Session(string name)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol.md"));
        var block = text[text.IndexOf($"```session {name}\n", StringComparison.Ordinal)..].Split("```")[1];
        return [.. block.Split('\n').Skip(1).Where(static line => line.Length > 2)];
    }
}
