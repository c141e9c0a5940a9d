using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Silo.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgentBus.Gateway.Tests.Gateway;

public sealed class RetentionTests
{
    private const string Rooms = "--AgentBus:Tenants:default-tenant:Rooms";

    [Fact]
    public async Task A_channel_is_held_to_its_limits_and_followers_are_told_what_is_gone()
    {
        await using var silo = await RunningSilo.StartAsync(
            $"{Rooms}:science:Channels:explore:Retention:MaxMessages", "10", $"{Rooms}:science:Retention:MaxMessages", "20");
        await using var alice = await silo.JoinAsync("alice");
        foreach (var channel in new[] { "explore", "design" })
        {
            await alice.PublishAsync([.. Enumerable.Range(1, 50).Select(i => Sample.Message($"{i}", channel: channel))]);
        }

        await silo.Services.GetServices<IHostedService>().OfType<RetentionSweeper>().Single().SweepAsync(CancellationToken.None);

        await using var bob = await silo.JoinAsync("bob");
        foreach (var (channel, first) in new[] { ("explore", 41ul), ("design", 31ul) })
        {
            var subscribed = await bob.SubscribeAsync(RunningSilo.Room, channel, new Protocol.V1.Position());
            var gap = (await bob.NextAsync(static frame => frame.Gap is not null)).Gap;

            subscribed.Recovered.ShouldBeFalse(channel);
            (gap.Reason, gap.FromSequence, gap.ToSequence).ShouldBe(("history_gone", 1ul, first - 1), channel);
            (await bob.NextDeliveryAsync()).Sequence.ShouldBe(first, channel);
            while ((await bob.NextDeliveryAsync()).Sequence < 50)
            {
            }
        }
    }

    [Fact]
    public async Task Cases_that_ended_long_ago_give_up_what_was_kept_and_others_do_not()
    {
        const int many = 150;
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Tenants:default-tenant:Deliberation:KeepClosed", "7.00:00:00");
        var cases = silo.Services.GetRequiredService<ICaseStore>();
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < many; i++)
        {
            await SaveAsync(cases, $"old-{i}", now.AddDays(-8), CaseState.Rejected);
        }

        await SaveAsync(cases, "young", now.AddDays(-6), CaseState.Rejected);
        await SaveAsync(cases, "untold", now.AddDays(-8), CaseState.Rejected, isTold: false);
        await SaveAsync(cases, "open", now.AddDays(-8), CaseState.Open);

        await silo.Services.GetServices<IHostedService>().OfType<RetentionSweeper>().Single().SweepAsync(CancellationToken.None);

        var retired = new List<string>();
        foreach (var id in Enumerable.Range(0, many).Select(static i => $"old-{i}").Concat(["young", "untold", "open"]))
        {
            if ((await cases.LoadAsync(RunningSilo.Tenant, id, TestContext.Current.CancellationToken))!.Case.IsRetired)
            {
                retired.Add(id);
            }
        }

        retired.ShouldBe(Enumerable.Range(0, many).Select(static i => $"old-{i}"));
    }

    [Theory]
    [InlineData("01:00:00")]
    [InlineData("-1.00:00:00")]
    public async Task Cases_are_not_kept_for_less_than_a_day(string kept) =>
        (await Should.ThrowAsync<ConfigurationError>(() => RunningSilo.StartAsync("--AgentBus:Tenants:default-tenant:Deliberation:KeepClosed", kept)))
            .Message.ShouldContain("KeepClosed");

    [Fact]
    public async Task A_limit_below_zero_ends_the_start() =>
        (await Should.ThrowAsync<ConfigurationError>(() => RunningSilo.StartAsync($"{Rooms}:science:Retention:MaxBytes", "-1")))
            .Message.ShouldContain("MaxBytes");

    private static async Task SaveAsync(ICaseStore cases, string id, DateTimeOffset endedAt, CaseState state, bool isTold = true)
    {
        var sender = new Principal(new AgentKey(RunningSilo.Tenant, "alice"), EntityType.Agent, ["agent"], 5, [], "jti", DateTimeOffset.MaxValue);
        var action = new HeldAction { Sender = sender, MessageId = id, Key = id, BodySha256 = new string('b', 64), Digest = new string('d', 64), Reasons = ["Its impact is 0.9."] };
        var opened = CaseRules.Open(RunningSilo.Tenant, id, action, DeliberationSettings.Default with { Rules = [new ReviewRule { Name = "long", Deadline = TimeSpan.FromDays(30) }] }, endedAt).Case;
        (await cases.SaveAsync(new CaseChange(opened with { State = state, IsTold = isTold, ChangedAt = endedAt }, null, [], null, [], []))).ShouldBe(CaseSaved.Stored);
    }
}
