using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentBus.Gateway.Tests.Support;

/// <summary>A client made of a socket and a JSON parser: it knows nothing of the bus but what its test says.</summary>
public sealed class TextSocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly List<JsonNode> _unread = [];

    private TextSocket()
    {
    }

    public int? CloseStatus => (int?)_socket.CloseStatus;

    /// <summary>The status of a handshake that failed, and its headers.</summary>
    public ClientWebSocket Raw => _socket;

    public static async Task<TextSocket> ConnectAsync(Uri address, string? subprotocol = "agentbus.v1.json", string? token = null)
    {
        var client = new TextSocket();
        client._socket.Options.CollectHttpResponseDetails = true;
        if (subprotocol is not null)
        {
            client._socket.Options.AddSubProtocol(subprotocol);
        }

        if (token is not null)
        {
            client._socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        using var patience = new CancellationTokenSource(Patience);
        await client._socket.ConnectAsync(address, patience.Token);
        return client;
    }

    public async Task SendAsync(string text, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), type, endOfMessage: true, patience.Token);
    }

    /// <summary>Sends, and waits for what says at least this.</summary>
    public async Task<JsonNode> AskAsync(string text, string expected)
    {
        await SendAsync(text);
        return await NextAsync(expected);
    }

    /// <summary>The next message that says at least this; what comes before it stays.</summary>
    public async Task<JsonNode> NextAsync(string expected)
    {
        var pattern = JsonNode.Parse(expected)!;
        if (_unread.FindIndex(found => Says(found, pattern)) is >= 0 and var index)
        {
            var known = _unread[index];
            _unread.RemoveAt(index);
            return known;
        }

        while (await ReceiveAsync() is { } message)
        {
            if (Says(message, pattern))
            {
                return message;
            }

            _unread.Add(message);
        }

        throw new InvalidOperationException($"Ended with {CloseStatus} before {expected} came; unread: {string.Join('\n', _unread.Select(static node => node.ToJsonString()))}");
    }

    /// <summary>Reads until the bus closes.</summary>
    public async Task<IReadOnlyList<JsonNode>> ClosedAsync()
    {
        while (await ReceiveAsync() is { } message)
        {
            _unread.Add(message);
        }

        return _unread;
    }

    /// <summary>Everything that the pattern says, the message says as well.</summary>
    public static bool Says(JsonNode? message, JsonNode? pattern) => pattern switch
    {
        JsonObject wanted => message is JsonObject found && wanted.All(member => found.ContainsKey(member.Key) && Says(found[member.Key], member.Value)),
        JsonArray wanted => message is JsonArray found && found.Count == wanted.Count && wanted.Zip(found).All(static pair => Says(pair.Second, pair.First)),
        _ => JsonNode.DeepEquals(message, pattern),
    };

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonNode?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(), patience.Token);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                return null;
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                if (_socket.State == WebSocketState.CloseReceived)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                }

                return null;
            }

            part.MessageType.ShouldBe(WebSocketMessageType.Text);
            message.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(message.ToArray(), documentOptions: new JsonDocumentOptions { MaxDepth = 200 });
            }
        }
    }
}
