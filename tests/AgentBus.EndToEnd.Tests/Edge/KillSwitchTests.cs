using System.Net;
using System.Text;
using System.Text.Json;
using AgentBus.EndToEnd.Tests.Input;
using AgentBus.EndToEnd.Tests.Silo;
using AgentBus.Protocol.V1;
using AgentBus.TestKit;

namespace AgentBus.EndToEnd.Tests.Edge;

/// <summary>The kill switch of the built silo, with sockets that are open, over its end by force.</summary>
public sealed class KillSwitchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_agent_is_cut_off_and_stays_out_over_a_crash_until_it_is_enabled()
    {
        await using var silo = await SiloProcess.StartAsync(cancellationToken: Cancel);
        using var http = silo.Operator();
        await using var bob = await SiloFixture.ConnectAsync(silo, "bob");
        using var mallory = await RawAgent.RegisterAsync(silo, "mallory", inboxWindow: 10);

        // Another connection of the agent, which neither reads nor answers the close.
        using var rude = await RawAgent.ConnectAsync(silo);
        var hello = RawAgent.Hello(silo.Token("mallory"));
        hello.Side = true;
        await rude.SendAsync(new ClientFrame { RequestId = 1, Hello = hello });
        (await rude.ReadAsync()).BodyCase.ShouldBe(ServerFrame.BodyOneofCase.Welcome);

        var (status, killed) = await KillAsync(http, "agents/default-tenant/mallory");

        status.ShouldBe(HttpStatusCode.OK, $"{killed}");
        killed.GetProperty("confirmed").GetBoolean().ShouldBeTrue();
        Count(killed, "sockets").ShouldBe(2);
        Count(killed, "sessions").ShouldBe(2);
        Count(killed, "probe").ShouldBe(1);
        (await mallory.UntilClosedAsync()).ShouldNotBeNull().Code.ShouldBe("agent_disabled");
        await IsKeptOutAsync(silo, "mallory", "agent_disabled");
        (await bob.SendAsync("mallory", "when you are back", Cancel)).Code.ShouldBe("");

        await silo.KillAsync(Cancel);
        await silo.StartAsync(Cancel);

        await IsKeptOutAsync(silo, "mallory", "agent_disabled");
        (await EnableAsync(silo, "agents/default-tenant/mallory")).ShouldBe(HttpStatusCode.OK);
        await using var back = await SiloFixture.ConnectAsync(silo, "mallory");
        (await back.ReadInboxAsync(Cancel).FirstAsync(Cancel)).Text.ShouldBe("when you are back");
    }

    [Fact]
    public async Task A_killed_tenant_is_silent_until_it_is_enabled()
    {
        await using var silo = await SiloProcess.StartAsync(cancellationToken: Cancel);
        using var http = silo.Operator();
        using var alice = await RawAgent.EnterAsync(silo, "alice");
        using var bob = await RawAgent.EnterAsync(silo, "bob");

        var (status, killed) = await KillAsync(http, "tenants/default-tenant");

        status.ShouldBe(HttpStatusCode.OK, $"{killed}");
        Count(killed, "sockets").ShouldBe(2);
        Count(killed, "probe").ShouldBe(3);
        (await alice.UntilClosedAsync()).ShouldNotBeNull().Code.ShouldBe("locked_down");
        (await bob.UntilClosedAsync()).ShouldNotBeNull().Code.ShouldBe("locked_down");
        await IsKeptOutAsync(silo, "carol", "locked_down");
        (await EnableAsync(silo, "tenants/default-tenant")).ShouldBe(HttpStatusCode.OK);
        using var again = await RawAgent.EnterAsync(silo, "alice");
        (await again.PublishAsync(RawAgent.Envelope("explore"))).Code.ShouldBe("");
    }

    private static async Task IsKeptOutAsync(SiloProcess silo, string agent, string code)
    {
        using var raw = await RawAgent.ConnectAsync(silo);
        await raw.SendAsync(new ClientFrame { RequestId = 1, Hello = RawAgent.Hello(silo.Token(agent)) });
        (await raw.UntilClosedAsync()).ShouldNotBeNull().Code.ShouldBe(code);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Data)> KillAsync(HttpClient http, string target)
    {
        using var answer = await http.PostAsync(new Uri($"admin/{target}/kill", UriKind.Relative), Json("""{"reason":"a drill","constitutional_hash":"cdd01ef066bc6cf2"}"""), Cancel);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        return (answer.StatusCode, document.RootElement.GetProperty("data").Clone());
    }

    private static async Task<HttpStatusCode> EnableAsync(SiloProcess silo, string target)
    {
        using var http = silo.Operator();
        using var answer = await http.PostAsync(new Uri($"admin/{target}/enable", UriKind.Relative), Json("""{"constitutional_hash":"cdd01ef066bc6cf2"}"""), Cancel);
        return answer.StatusCode;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static int Count(JsonElement killed, string action) =>
        killed.GetProperty("steps").EnumerateArray().Where(step => step.GetProperty("action").GetString() == action).Sum(static step => step.GetProperty("count").GetInt32());
}
