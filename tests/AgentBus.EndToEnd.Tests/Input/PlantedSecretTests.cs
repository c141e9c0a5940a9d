using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Protocol;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;
using Google.Protobuf;

namespace AgentBus.EndToEnd.Tests.Input;

/// <summary>
/// OBS-08: no secret in the log, by whatever way it comes in. Every silo of this suite looks through its log for the tokens of its issuer and for
/// what messages say whenever it ends; here everything else is tried as well, with the log at Debug.
/// </summary>
public sealed class PlantedSecretTests
{
    private const string KeyId = "planted";

    [Fact]
    public async Task No_credential_and_nothing_that_a_message_says_gets_into_the_log()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var password = $"pw{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}";
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default
                .WithVariable("Logging__LogLevel__Default", "Debug")
                .WithVariable("Logging__LogLevel__Microsoft", "Debug")
                .WithVariable("ARQONBUS_AUTH_JWT", password)
                .With("Gateway:ArqonBusCompat", "true")
                .With($"Tenants:{SiloProcess.Tenant}:ApiKeys:{KeyId}:SecretSha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret))))
                .With($"Tenants:{SiloProcess.Tenant}:ApiKeys:{KeyId}:Agent", "keyed")
                .With($"Tenants:{SiloProcess.Tenant}:ApiKeys:{KeyId}:Roles:0", "agent"),
            TestContext.Current.CancellationToken);
        silo.Secrets.Plant("an API key", secret);
        silo.Secrets.Plant("a password", password);
        var apiKey = $"ak.{SiloProcess.Tenant}.{KeyId}.{secret}";

        await SayEverythingAsync(silo, silo.Token("ada"));
        await SayEverythingAsync(silo, apiKey);
        foreach (var credential in new[] { $"{apiKey}x", silo.Token("ada")[..^3], silo.Issuer.Token("nobody", "ada", ["agent"], TimeSpan.FromHours(1)) })
        {
            using var refused = await RawAgent.ConnectAsync(silo);
            await refused.SendAsync(new ClientFrame { RequestId = 1, Hello = RawAgent.Hello(credential) });
            (await refused.UntilClosedAsync())!.Code.ShouldBe("unauthenticated");
        }

        await ShakeHandsAsync(silo, silo.Token("ada"), apiKey, password);
        await SayTextAsync(silo, null, "token", silo.Token("ada"), $$$"""{"id":"m-1","type":"message","room":"science","channel":"explore","payload":{"note":"{{{SecretWatch.Body}}}"} }""");
        await SayTextAsync(silo, null, "auth_token", silo.Token("ada"), $$"""{"id":"{{SecretWatch.Body}}","type":"{{password}}"}""");
        await SayTextAsync(silo, ProtocolVersion.JsonSubprotocol, "token", password, $$$"""{"hello":{"token":"{{{silo.Token("ada")}}}","nam":"{{{SecretWatch.Body}}}"} }""");
        await silo.StopAsync(TestContext.Current.CancellationToken);

        // It has looked; and it did have something to look through.
        silo.Secrets.Lines.ShouldContain(static line => line.Contains("\"event\":\"Answered\"", StringComparison.Ordinal) && line.Contains("\"policy_result\":\"delivered\"", StringComparison.Ordinal));
        silo.Secrets.Lines.ShouldContain(static line => line.Contains("\"event\":\"Malformed\"", StringComparison.Ordinal));
        silo.Secrets.Lines.ShouldContain(static line => line.Contains("access_token=***", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_in_a_log_is_found_and_not_repeated()
    {
        var watch = new SecretWatch();
        watch.PlantToken("head.claims.0123456789abcdefghij");
        watch.Read("nothing here");
        watch.Verify();

        watch.Read("x 0123456789abcdefghij y");
        Should.Throw<InvalidOperationException>(watch.Verify).Message.ShouldBe("The log holds a token's signature: x [here] y");

        var body = new SecretWatch();
        body.Read($"it said {SecretWatch.Body}");
        Should.Throw<InvalidOperationException>(body.Verify).Message.ShouldContain("what a message says");
    }

    private static async Task SayEverythingAsync(SiloProcess silo, string credential)
    {
        using var agent = await RawAgent.ConnectAsync(silo);
        var hello = RawAgent.Hello(credential);
        hello.Metadata["note"] = SecretWatch.Body;
        await agent.SendAsync(new ClientFrame { RequestId = 1, Hello = hello });
        (await agent.ReadAsync()).BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Welcome);
        (await agent.PublishAsync(RawAgent.Envelope("explore"))).Outcome.ShouldBe(Outcome.Delivered);
        var nowhere = RawAgent.Envelope("explore");
        nowhere.Room = "no-such-room";
        (await agent.PublishAsync(nowhere)).Outcome.ShouldBe(Outcome.Refused);
        await agent.SendAsync(new ClientFrame { RequestId = 9, Command = new Command { Name = "ping", Args = { ["note"] = SecretWatch.Body } } });
        await agent.ReadAsync();
        await agent.SendBytesAsync(Encoding.UTF8.GetBytes($"{SecretWatch.Body} {credential}"));
        await agent.ReadAsync();
        await agent.SendBytesAsync(Encoding.UTF8.GetBytes($"{SecretWatch.Body} {credential}"), WebSocketMessageType.Text);
        await agent.UntilClosedAsync();
    }

    private static async Task SayTextAsync(SiloProcess silo, string? subprotocol, string parameter, string secret, string text)
    {
        using var socket = new ClientWebSocket();
        if (subprotocol is not null)
        {
            socket.Options.AddSubProtocol(subprotocol);
        }

        await socket.ConnectAsync(new Uri($"{silo.WebSocketUri}?{parameter}={secret}"), TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        (await socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken)).MessageType.ShouldBe(WebSocketMessageType.Text);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
    }

    private static async Task ShakeHandsAsync(SiloProcess silo, string token, string apiKey, string password)
    {
        using var http = new HttpClient();
        foreach (var (header, value) in new[] { ("Authorization", $"Bearer {token}"), ("Authorization", $"Basic {password}"), ("X-ACE-API-Key", apiKey), ("Cookie", password), ("Origin", $"https://{password}.example") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{silo.Address}/ws?access_token={token}"));
            request.Headers.TryAddWithoutValidation(header, value);
            (await http.SendAsync(request, TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeFalse();

            using var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol(ProtocolVersion.BinarySubprotocol);
            socket.Options.SetRequestHeader(header, value);
            try
            {
                await socket.ConnectAsync(new Uri($"{silo.WebSocketUri}?token={password}&api_key={apiKey}"), TestContext.Current.CancellationToken);
                await socket.SendAsync(new ClientFrames { Frames = { new ClientFrame { RequestId = 1, Hello = RawAgent.Hello("") } } }.ToByteArray(), WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
            }
            catch (WebSocketException)
            {
                // A foreign origin.
            }
        }
    }
}
