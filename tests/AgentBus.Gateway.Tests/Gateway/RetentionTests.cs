using AgentBus.Gateway.Tests.Support;
using AgentBus.Protocol.V1;
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
            var subscribed = await bob.SubscribeAsync(RunningSilo.Room, channel, new Position());
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
    public async Task A_limit_below_zero_ends_the_start() =>
        (await Should.ThrowAsync<Model.ConfigurationError>(() => RunningSilo.StartAsync($"{Rooms}:science:Retention:MaxBytes", "-1")))
            .Message.ShouldContain("MaxBytes");
}
