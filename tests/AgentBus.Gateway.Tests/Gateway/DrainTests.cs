using System.Net;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class DrainTests
{
    [Fact]
    public async Task A_stopping_silo_tells_its_clients_lets_nobody_in_and_closes_those_who_stay()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Gateway:DrainGrace", "00:00:05");
        await using var stays = await silo.JoinAsync("stays");
        await using var leaves = await silo.JoinAsync("leaves");
        using var http = new HttpClient { BaseAddress = silo.Internal };
        await stays.SendAsync(new ClientFrame { RequestId = 77, Publish = new Publish { Envelopes = { Sample.Message().ToByteString() } } });

        var stopping = silo.StopAsync();

        (await stays.NextAsync(static frame => frame.Drain is not null)).Drain.GraceMs.ShouldBe(5_000u);
        using (var ready = await http.GetAsync("ready", TestContext.Current.CancellationToken))
        {
            ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }

        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(() => silo.ConnectAsync(silo.Token("late")));
        (await stays.NextAsync(static frame => frame.RequestId == 77)).Receipts.Receipts_[0].Outcome.ShouldBe(Outcome.Delivered);
        await leaves.CloseAsync();
        var error = await stays.ClosedAsync();
        error.ShouldNotBeNull().Code.ShouldBe("draining");
        stays.CloseStatus.ShouldBe(4028);
        await stopping;
    }
}
