using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using AgentBus.EndToEnd.Tests.Input;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Edge;

/// <summary>A silo that grows too large goes out of service, and where told to, starts anew without losing a message (TRN-17).</summary>
public sealed class ResourceGuardTests
{
    private const int RestartCode = 75;
    private const int Sockets = 200;

    [Fact]
    public async Task Over_its_limit_a_silo_takes_no_more_and_comes_back_when_it_is_under_it()
    {
        await using var silo = await SiloProcess.StartAsync(await SettingsAsync(), TestContext.Current.CancellationToken);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada");
        var sockets = await OpenAsync(silo);

        await Until.TrueAsync("the silo is not ready", async () => await ReadyAsync(silo) == HttpStatusCode.ServiceUnavailable, cancellationToken: TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<WebSocketException>(() => RawAgent.ConnectAsync(silo))).Message.ShouldContain("503");
        (await ada.PublishAsync("science", "explore", "still served", TestContext.Current.CancellationToken)).IsDelivered.ShouldBeTrue();

        sockets.ForEach(socket => socket.Dispose());
        await Until.TrueAsync("the silo is ready again", async () => await ReadyAsync(silo) == HttpStatusCode.OK, cancellationToken: TestContext.Current.CancellationToken);
        await using var late = await SiloFixture.ConnectAsync(silo, "late");
    }

    [Fact]
    public async Task Over_its_limit_for_too_long_a_silo_ends_for_its_supervisor_and_loses_nothing()
    {
        await using var silo = await SiloProcess.StartAsync((await SettingsAsync()).With("Resources:RestartAfter", "00:00:01"), TestContext.Current.CancellationToken);
        await using var ada = await SiloFixture.ConnectAsync(silo, "ada");
        var publishes = Enumerable.Range(0, 500).Select(i => ada.PublishAsync("science", "explore", $"{i}", TestContext.Current.CancellationToken)).ToList();
        var sockets = await OpenAsync(silo);

        (await silo.Process.ExitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)).ShouldBe(RestartCode, silo.Process.Output);
        sockets.ForEach(socket => socket.Dispose());
        await silo.StartAsync(TestContext.Current.CancellationToken);

        var receipts = await Task.WhenAll(publishes);
        receipts.ShouldAllBe(receipt => receipt.IsDelivered);
        receipts.Select(receipt => receipt.Position.Sequence).Order().ShouldBe(Enumerable.Range(1, 500).Select(i => (ulong)i));
    }

    /// <summary>A limit of handles between what an idle silo has and what the test opens.</summary>
    private static async Task<SiloSettings> SettingsAsync()
    {
        await using var idle = await SiloProcess.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var handles = Directory.EnumerateFileSystemEntries($"/proc/{idle.Id}/fd").Count();
        return SiloSettings.WithWideLimits().With("Resources:MaxHandles", $"{handles + (Sockets / 2)}").With("Resources:Interval", "00:00:00.2");
    }

    private static async Task<List<TcpClient>> OpenAsync(SiloProcess silo)
    {
        var sockets = Enumerable.Range(0, Sockets).Select(_ => new TcpClient()).ToList();
        foreach (var socket in sockets)
        {
            await socket.ConnectAsync(silo.Address, TestContext.Current.CancellationToken);
        }

        return sockets;
    }

    private static async Task<HttpStatusCode> ReadyAsync(SiloProcess silo)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(silo.InternalUri, "ready"), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
