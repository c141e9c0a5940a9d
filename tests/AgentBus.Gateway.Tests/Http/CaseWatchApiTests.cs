using System.Net;
using System.Text.Json;
using AgentBus.Contracts;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Cases as they change, by server-sent events.</summary>
public sealed class CaseWatchApiTests
{
    private const string Unsigned = "--AgentBus:Tenants:default-tenant:Deliberation:UnsignedVotes";

    [Fact]
    public async Task A_reviewer_is_told_of_each_change_and_goes_on_after_the_last_event()
    {
        await using var silo = await RunningSilo.StartAsync(Unsigned, "true");
        using var alpha = ApiClient.Of(silo, "alpha");
        using var ann = new ApiClient(silo, silo.PersonToken("ann", "admin"));
        string last;
        string held;
        await using (var watch = await EventStream.OpenAsync(silo, silo.PersonToken("ben", "admin")))
        {
            (await watch.NextAsync()).Name.ShouldBe("list");
            held = await CasesApiTests.HoldAsync(alpha);
            var opened = await watch.NextAsync();
            opened.Name.ShouldBe("case");
            opened.Data.GetProperty("case").GetProperty("case_id").GetString().ShouldBe(held);
            opened.Data.GetProperty("entries")[0].GetProperty("what").GetString().ShouldBe("open");
            last = opened.Id;
        }

        (await ann.PostAsync($"/api/v1/cases/{held}/vote", ApiClient.Enveloped(new { vote = "reject" }))).ShouldBeData();

        await using var again = await EventStream.OpenAsync(silo, silo.PersonToken("ben", "admin"), last);
        var rejected = await again.NextAsync();
        rejected.Data.GetProperty("case").GetProperty("state").GetString().ShouldBe("rejected");
        rejected.Data.GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("what").GetString()).ShouldBe(["vote", "reject"]);
        await using var lost = await EventStream.OpenAsync(silo, silo.PersonToken("ben", "admin"), "0000000000000001-7");
        (await lost.NextAsync()).Name.ShouldBe("list");
    }

    [Fact]
    public async Task A_sign_of_life_comes_where_nothing_happens_and_a_sender_sees_its_own_alone()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Http:WatchHeartbeat", "00:00:01");
        using var beta = ApiClient.Of(silo, "beta");
        using var alpha = ApiClient.Of(silo, "alpha");
        await using var watch = await EventStream.OpenAsync(silo, silo.Token("alpha"));
        (await watch.NextAsync()).Name.ShouldBe("list");

        (await watch.NextAsync(signs: true)).Name.ShouldBe("");
        await CasesApiTests.HoldAsync(beta);
        var own = await CasesApiTests.HoldAsync(alpha);

        (await watch.NextAsync()).Data.GetProperty("case").GetProperty("case_id").GetString().ShouldBe(own);
    }

    [Fact]
    public async Task It_ends_when_the_credential_is_revoked_and_when_the_silo_drains()
    {
        await using var silo = await RunningSilo.StartAsync();
        var tenant = silo.Services.GetRequiredService<IClusterClient>().GetGrain<ITenantAdmin>(new TenantKey(RunningSilo.Tenant).GrainKey);
        var token = silo.PersonToken("ann", "admin");
        await using var revoked = await EventStream.OpenAsync(silo, token);
        await using var drained = await EventStream.OpenAsync(silo, silo.PersonToken("ben", "admin"));
        (await revoked.NextAsync()).Name.ShouldBe("list");
        (await drained.NextAsync()).Name.ShouldBe("list");
        var claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;

        await tenant.RevokeCredentialAsync(claims.GetProperty("jti").GetString()!, "root");
        var end = await revoked.NextAsync();
        (end.Name, end.Data.GetProperty("code").GetString()).ShouldBe(("end", "unauthenticated"));
        (await revoked.IsOverAsync()).ShouldBeTrue();

        await silo.StopAsync();
        end = await drained.NextAsync();
        (end.Name, end.Data.GetProperty("code").GetString()).ShouldBe(("end", "draining"));
    }

    [Fact]
    public async Task A_subject_watches_so_often_at_once_and_an_event_of_nobody_is_refused()
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Http:MaxWatchesPerSubject", "1");
        var token = silo.PersonToken("ann", "admin");
        using var ann = new ApiClient(silo, token);
        await using (var first = await EventStream.OpenAsync(silo, token))
        {
            (await first.NextAsync()).Name.ShouldBe("list");
            (await ann.GetAsync("/api/v1/cases/watch")).ShouldBeProblem(HttpStatusCode.Conflict, "limit_exceeded");
        }

        (await ann.GetAsync("/api/v1/cases/watch?after=yesterday")).ShouldBeProblem(HttpStatusCode.BadRequest, "message_invalid");
        using var nobody = new ApiClient(silo, null);
        (await nobody.GetAsync("/api/v1/cases/watch")).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }
}
