using System.Net;
using AgentBus.Domain.Abuse;
using AgentBus.Model;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security.Abuse;
using AgentBus.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Gateway.Tests.Security;

public sealed class BanListTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private static readonly AgentKey Agent = new("t1", "alpha");
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void An_address_with_too_many_offences_is_banned_for_a_time_and_an_operator_sees_why()
    {
        var bans = Make();
        Note(bans, Here, 2);
        bans.IsEmpty.ShouldBeTrue();
        bans.LeftFor(Here).ShouldBeNull();

        Note(bans, Here, 1);

        bans.LeftFor(Here).ShouldBe(TimeSpan.FromMinutes(1));
        bans.LeftFor(Agent).ShouldBeNull();
        bans.List().ShouldHaveSingleItem().ShouldBe(
            new Ban(BanKind.Address, "192.0.2.1", Offence.BadCredential, 1, _time.GetUtcNow(), _time.GetUtcNow().AddMinutes(1)));
        _time.Advance(TimeSpan.FromMinutes(1));
        bans.LeftFor(Here).ShouldBeNull();
        bans.List().ShouldBeEmpty();
        bans.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void An_operator_can_lift_a_ban()
    {
        var bans = Make();
        Note(bans, Here, 3);

        bans.Lift(BanKind.Address, "192.0.2.1").ShouldBeTrue();

        bans.LeftFor(Here).ShouldBeNull();
        bans.Lift(BanKind.Address, "192.0.2.1").ShouldBeFalse();
    }

    [Fact]
    public void An_agent_is_banned_wherever_it_comes_from_and_its_neighbours_are_not()
    {
        var bans = Make();
        for (var i = 0; i < 3; i++)
        {
            bans.Note(Agent, Offence.Malformed);
        }

        bans.LeftFor(Agent).ShouldNotBeNull();
        bans.LeftFor(new AgentKey("t1", "beta")).ShouldBeNull();
        bans.List().ShouldHaveSingleItem().Name.ShouldBe("t1/alpha");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("10.1.2.3")]
    public void Neither_loopback_nor_a_proxy_is_banned_since_they_stand_for_many(string address)
    {
        var bans = Make(options => options.Listen.TrustedProxies = ["10.0.0.0/8"]);

        Note(bans, IPAddress.Parse(address), 100);

        bans.LeftFor(IPAddress.Parse(address)).ShouldBeNull();
    }

    [Fact]
    public void Addresses_of_one_IPv6_network_are_one()
    {
        var bans = Make();
        Note(bans, IPAddress.Parse("2001:db8:1:2::1"), 2);
        Note(bans, IPAddress.Parse("2001:db8:1:2:9::9"), 1);

        bans.LeftFor(IPAddress.Parse("2001:db8:1:2:abcd::1")).ShouldNotBeNull();
        bans.LeftFor(IPAddress.Parse("2001:db8:1:3::1")).ShouldBeNull();
    }

    [Fact]
    public void Blocked_networks_are_turned_away_without_any_offence()
    {
        var bans = Make(options => options.Abuse.BlockedNetworks = ["192.0.2.0/24"]);

        bans.LeftFor(Here).ShouldNotBeNull();
        bans.LeftFor(IPAddress.Parse("192.0.3.1")).ShouldBeNull();
    }

    [Fact]
    public void However_many_offend_only_so_many_are_remembered_and_the_banned_stay()
    {
        var bans = Make(options => options.Abuse.MaxTracked = 16);
        Note(bans, Here, 3);
        for (var i = 0; i < 1_000; i++)
        {
            Note(bans, new IPAddress(i + 1), 1);
        }

        bans.LeftFor(Here).ShouldNotBeNull();
        bans.Tracked.ShouldBe(16);
    }

    [Fact]
    public void Who_is_good_is_forgotten()
    {
        var bans = Make();
        Note(bans, Here, 1);
        _time.Advance(TimeSpan.FromMinutes(6));

        bans.Forget();

        bans.Tracked.ShouldBe(0);
    }

    private static void Note(BanList bans, IPAddress address, int times)
    {
        for (var i = 0; i < times; i++)
        {
            bans.Note(address, Offence.BadCredential);
        }
    }

    private BanList Make(Action<AgentBusOptions>? change = null)
    {
        var options = new AgentBusOptions { Abuse = { Offences = 3 } };
        change?.Invoke(options);
        return new BanList(Microsoft.Extensions.Options.Options.Create(options), _time, NullLogger<BanList>.Instance);
    }
}
