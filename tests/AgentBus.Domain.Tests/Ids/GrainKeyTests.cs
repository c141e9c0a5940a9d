using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Ids;

public sealed class GrainKeyTests
{
    private static readonly Gen<string> Ids =
        Gen.Elements("abcXYZ019_-".ToCharArray()).NonEmptyListOf().Select(static c => new string([.. c.Take(IdGrammar.MaxLength)]));

    private static readonly Gen<string> Texts = Gen.Frequency(
        (3, Ids), (1, Gen.Elements("", "a/b", "a:b", "*", "a.b", "ä", "a b", "a\0", new string('a', 65))));

    [Fact]
    public void A_key_leads_back_to_its_ids()
    {
        var ids = from tenant in Ids from room in Ids from channel in Ids select (tenant, room, channel);

        Prop.ForAll(
            ids.ToArbitrary(),
            static i =>
            {
                var agent = new AgentKey(i.tenant, i.room);
                var room = new RoomKey(i.tenant, i.room);
                var channel = room.Channel(i.channel);
                return AgentKey.Parse(agent.GrainKey) == agent
                    && RoomKey.Parse(room.GrainKey) == room
                    && ChannelKey.Parse(channel.GrainKey) == channel
                    && TenantKey.Parse(new TenantKey(i.tenant).GrainKey) == new TenantKey(i.tenant);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Different_ids_have_different_keys()
    {
        var ids = from tenant in Texts from room in Texts from channel in Texts select (tenant, room, channel);

        Prop.ForAll(
            ids.Two().ToArbitrary(),
            static pair => !ChannelKey.TryCreate(pair.Item1.tenant, pair.Item1.room, pair.Item1.channel, out var left)
                || !ChannelKey.TryCreate(pair.Item2.tenant, pair.Item2.room, pair.Item2.channel, out var right)
                || (left == right) == (left.GrainKey == right.GrainKey))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void A_channel_never_has_the_key_of_a_room_or_an_agent()
    {
        var ids = from tenant in Ids from room in Ids from channel in Ids from other in Ids select (tenant, room, channel, other);

        Prop.ForAll(
            ids.ToArbitrary(),
            static i => new ChannelKey(i.tenant, i.room, i.channel).GrainKey is var key
                && key != new RoomKey(i.tenant, i.other).GrainKey
                && key != new AgentKey(i.tenant, i.other).GrainKey
                && key != new TenantKey(i.tenant).GrainKey).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    [InlineData("/ops")]
    [InlineData("acme/")]
    [InlineData("acme/a/b")]
    [InlineData("ac me/ops")]
    [InlineData("äcme/ops")]
    public void What_is_no_key_is_not_read(string key)
    {
        Should.Throw<FormatException>(() => AgentKey.Parse(key));
        Should.Throw<FormatException>(() => RoomKey.Parse(key));
        Should.Throw<FormatException>(() => ChannelKey.Parse(key));
        Should.Throw<FormatException>(() => TenantKey.Parse(key));
    }

    [Fact]
    public void The_channel_of_all_members_has_a_key() =>
        ChannelKey.Parse("acme/ops:*").ShouldBe(new ChannelKey("acme", "ops", ChannelKey.Everyone));

    [Fact]
    public void Reserved_ids_are_valid_and_cannot_be_chosen()
    {
        IdGrammar.IsValid("sys-log").ShouldBeTrue();
        IdGrammar.IsOpen("sys-log").ShouldBeFalse();
        IdGrammar.IsOpen("log").ShouldBeTrue();
    }
}
