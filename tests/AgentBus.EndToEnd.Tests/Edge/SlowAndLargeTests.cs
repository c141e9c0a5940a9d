using System.Net.Sockets;
using System.Text;
using AgentBus.EndToEnd.Tests.Input;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Edge;

/// <summary>Floods and slow senders before anybody is known (SEC-10). A neighbour works the whole time.</summary>
public sealed class SlowAndLargeTests
{
    private const string Start = "GET /ws HTTP/1.1\r\nHost: bus\r\n";

    [Fact]
    public async Task Senders_that_never_end_their_headers_are_cut_off()
    {
        await using var silo = await SiloProcess.StartAsync(SiloSettings.Default.With("Listen:HeadersTimeout", "00:00:01"), TestContext.Current.CancellationToken);
        await using var neighbour = await SiloFixture.ConnectAsync(silo, "neighbour");
        var slow = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => DripAsync(silo)));
        (await neighbour.PublishAsync("science", "explore", "still here", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();

        foreach (var socket in slow)
        {
            // 408, or nothing: in either case the end, which keeps dripping does not put off.
            var end = await ReadToEndAsync(socket, whileSending: "X-a: b\r\n");
            (end.Length == 0 || end.StartsWith("HTTP/1.1 408", StringComparison.Ordinal)).ShouldBeTrue(end);
            socket.Dispose();
        }
    }

    [Theory]
    [InlineData(1, 64_000)]
    [InlineData(200, 10)]
    public async Task Headers_over_the_limit_are_refused(int count, int length)
    {
        await using var silo = await SiloProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var socket = await OpenAsync(silo);
        var request = new StringBuilder(Start);
        for (var i = 0; i < count; i++)
        {
            request.Append($"X-{i}: ").Append('x', length).Append("\r\n");
        }

        await SendAsync(socket, request + "\r\n");

        (await ReadToEndAsync(socket)).ShouldStartWith("HTTP/1.1 431");
        await using var neighbour = await SiloFixture.ConnectAsync(silo, "neighbour");
    }

    [Fact]
    public async Task An_agent_that_joins_without_end_meets_its_limit_and_others_join_as_ever()
    {
        var channels = Enumerable.Range(0, 20).Select(i => $"storm-{i}").ToArray();
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.WithWideLimits().With("Gateway:MaxSubscriptions", "4").WithChannels("science", channels, ephemeral: false),
            TestContext.Current.CancellationToken);
        using var stormer = await RawAgent.EnterAsync(silo, "stormer");
        var answers = new List<ServerFrame>();
        for (ulong i = 0; i < 500; i++)
        {
            await stormer.SendAsync(new ClientFrame { RequestId = 2 + i, Subscribe = new Subscribe { Room = "science", Channel = channels[(int)i % channels.Length] } });
            answers.Add(await stormer.ReadAsync());
        }

        answers.Take(4).ShouldAllBe(answer => answer.Subscribed != null);
        answers.Where(answer => answer.Error != null).Select(answer => answer.Error.Code).Distinct().ShouldBe(["limit_exceeded"]);
        answers.Count(answer => answer.Error != null).ShouldBe(25 * 16);
        var crowd = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => SiloFixture.ConnectAsync(silo, $"crowd-{i}")));
        var joined = await Task.WhenAll(crowd.Select(client => client.OpenSubscriptionAsync("science", "explore", cancellationToken: TestContext.Current.CancellationToken)));
        (await crowd[0].PublishAsync("science", "explore", "to all", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();
        foreach (var subscription in joined)
        {
            (await subscription.HearAsync(1, silo)).ShouldHaveSingleItem().Text.ShouldBe("to all");
            await subscription.DisposeAsync();
        }

        foreach (var client in crowd)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_flood_of_handshakes_that_come_to_nothing_leaves_the_silo_in_service()
    {
        using var directory = new TemporaryDirectory("tls-flood");
        using var authority = new PrivateAuthority("flood");
        using var certificate = authority.Server();
        PrivateAuthority.Write(certificate, directory.File("server.pem"), directory.File("server.key"));
        await using var silo = await SiloProcess.StartAsync(
            SiloSettings.Default.With("Listen:CertificateFile", directory.File("server.pem")).With("Listen:CertificateKeyFile", directory.File("server.key")),
            TestContext.Current.CancellationToken);
        var halfOpen = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => OpenAsync(silo)));
        foreach (var (index, socket) in halfOpen.Index())
        {
            // A record that promises a ClientHello, plain HTTP, and rubbish.
            await socket.GetStream().WriteAsync((index % 3) switch { 0 => [0x16, 0x03, 0x01, 0x02, 0x00, 0x01], 1 => "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), _ => new byte[64] }, TestContext.Current.CancellationToken);
        }

        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() } };
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(new Uri($"https://{silo.Address}/ready"), TestContext.Current.CancellationToken);

        answer.IsSuccessStatusCode.ShouldBeTrue();
        silo.Process.HasExited.ShouldBeFalse();
        Array.ForEach(halfOpen, socket => socket.Dispose());
    }

    private static async Task<TcpClient> DripAsync(SiloProcess silo)
    {
        var socket = await OpenAsync(silo);
        await SendAsync(socket, Start);
        return socket;
    }

    private static async Task<TcpClient> OpenAsync(SiloProcess silo)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(silo.Address, TestContext.Current.CancellationToken);
        return socket;
    }

    private static Task SendAsync(TcpClient socket, string text) => socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken).AsTask();

    /// <summary>Reads until the silo ends the connection; fails where it does not.</summary>
    private static async Task<string> ReadToEndAsync(TcpClient socket, string? whileSending = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            while (true)
            {
                if (whileSending is not null)
                {
                    await SendAsync(socket, whileSending);
                }

                var read = await socket.GetStream().ReadAsync(buffer, limit.Token);
                if (read == 0)
                {
                    return text.ToString();
                }

                text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            return text.ToString();
        }
    }
}
