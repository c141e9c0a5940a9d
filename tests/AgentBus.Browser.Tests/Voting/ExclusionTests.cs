using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AgentBus.Browser.Tests.Harness;
using AgentBus.Client;
using AgentBus.TestKit;
using Microsoft.Playwright;

namespace AgentBus.Browser.Tests.Voting;

/// <summary>Who may not decide, and who may not even know.</summary>
[Collection<DashboardCollection>]
public sealed class ExclusionTests(DashboardFixture fixture)
{
    [Fact]
    public async Task The_person_who_answers_for_the_sender_sees_the_case_and_cannot_vote()
    {
        await using var owner = await fixture.ReviewerWithKeyAsync();
        await using var sender = await fixture.AgentAsync(owner: owner.Name);
        var held = await sender.PublishAsync(DashboardFixture.Room, fixture.Name("channel"), CaseDesk.Weighty("my own wish"), TestContext.Current.CancellationToken);

        await owner.OpenCaseAsync(held.CaseId);

        await Assertions.Expect(owner.Page.Locator("[data-signed=body]")).ToContainTextAsync("my own wish");
        (await owner.Page.Locator("#vote").CountAsync()).ShouldBe(0);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{fixture.Silo.Address}/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Person(owner.Name, SiloProcess.Tenant, "reviewer"));
        using var answer = await http.PostAsJsonAsync(
            $"api/v1/cases/{held.CaseId}/vote", new JsonObject { ["vote"] = "approve", ["constitutional_hash"] = AgentBusOptions.DefaultConstitutionalHash }, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await fixture.Keys.CaseAsync(held.CaseId))["votes"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_by_address_by_api_and_by_event_stream()
    {
        await using var stranger = await fixture.ReviewerAsync(tenant: DashboardFixture.OtherTenant);
        await stranger.GoAsync("/queue");
        await stranger.LiveAsync();
        await stranger.Page.EvaluateAsync("() => { window.told = []; document.addEventListener('agentbus:event', e => window.told.push(`${e.detail.topic} ${e.detail.data}`)); }");
        await using var sender = await fixture.AgentAsync();
        var held = await sender.PublishAsync(DashboardFixture.Room, fixture.Name("channel"), CaseDesk.Weighty("not for strangers"), TestContext.Current.CancellationToken);

        // A case of their own comes through, so the stream was open all the time.
        await using var own = await fixture.AgentAsync(tenant: DashboardFixture.OtherTenant);
        var theirs = await own.PublishAsync(DashboardFixture.Room, "general", CaseDesk.Weighty("for them"), TestContext.Current.CancellationToken);
        await Assertions.Expect(stranger.Page.Locator($"[data-case='{theirs.CaseId}']")).ToBeAttachedAsync();
        (await stranger.Page.EvaluateAsync<string>("() => window.told.join('\\n')")).ShouldNotContain(held.CaseId);
        (await stranger.Page.Locator($"[data-case='{held.CaseId}']").CountAsync()).ShouldBe(0);

        foreach (var path in new[] { $"/dashboard/cases/{held.CaseId}", $"/dashboard/cases/{held.CaseId}/now", $"/dashboard/cases/{held.CaseId}/receipt.json" })
        {
            var unknown = path.Replace(held.CaseId, new string('0', held.CaseId.Length), StringComparison.Ordinal);
            var (seen, absent) = (await stranger.Context.APIRequest.GetAsync(path), await stranger.Context.APIRequest.GetAsync(unknown));
            (seen.Status, absent.Status).ShouldBe((404, 404), path);
            (await seen.TextAsync()).ShouldNotContain("not for strangers");
        }

        using var http = new HttpClient { BaseAddress = new Uri($"http://{fixture.Silo.Address}/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", fixture.Person(stranger.Name, DashboardFixture.OtherTenant, "admin"));
        using var one = await http.GetAsync($"api/v1/cases/{held.CaseId}", TestContext.Current.CancellationToken);
        one.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetStringAsync("api/v1/cases?limit=200", TestContext.Current.CancellationToken)).ShouldNotContain(held.CaseId);
    }
}
