using AgentBus.Model;

namespace AgentBus.Storage.Tests.Journal;

public abstract class MembershipContract : JournalContract
{
    private static readonly ChannelKey Other = Samples.Channel with { Channel = ChannelKey.Everyone };
    private static readonly AgentKey Ann = new("acme", "ann");
    private static readonly AgentKey Bob = new("acme", "bob");

    [Fact]
    public async Task Members_are_listed_by_channel_and_by_agent_after_a_restart()
    {
        (await Store.Members.AddAsync(Samples.Channel, Bob, Samples.Noon)).ShouldBeTrue();
        (await Store.Members.AddAsync(Samples.Channel, Ann, Samples.Noon)).ShouldBeTrue();
        (await Store.Members.AddAsync(Other, Ann, Samples.Noon)).ShouldBeTrue();
        (await Store.Members.AddAsync(Samples.Channel with { Tenant = "rival" }, new AgentKey("rival", "ann"), Samples.Noon)).ShouldBeTrue();

        await Store.ReopenAsync();

        (await Store.Members.LoadMembersAsync(Samples.Channel, Cancel)).ShouldBe([Ann, Bob], ignoreOrder: true);
        (await Store.Members.LoadMembershipsAsync(Ann, Cancel)).ShouldBe([Samples.Channel, Other], ignoreOrder: true);
        (await Store.Members.LoadMembersAsync(Samples.Channel.RoomKey, Cancel)).ShouldBe([Ann, Bob], "each once, and nobody of another tenant");
    }

    [Fact]
    public async Task A_removed_member_is_gone_and_removing_twice_is_no_error()
    {
        await Store.Members.AddAsync(Samples.Channel, Ann, Samples.Noon);

        (await Store.Members.RemoveAsync(Samples.Channel, Ann)).ShouldBeTrue();
        (await Store.Members.RemoveAsync(Samples.Channel, Ann)).ShouldBeTrue();

        (await Store.Members.LoadMembersAsync(Samples.Channel, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Adding_a_member_twice_keeps_one()
    {
        await Store.Members.AddAsync(Samples.Channel, Ann, Samples.Noon);
        await Store.Members.AddAsync(Samples.Channel, Ann, Samples.Noon.AddDays(1));

        (await Store.Members.LoadMembersAsync(Samples.Channel, Cancel)).ShouldBe([Ann]);
    }
}
