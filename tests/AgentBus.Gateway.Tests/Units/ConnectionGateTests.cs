using System.Net;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Options;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Units;

public sealed class ConnectionGateTests
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress There = IPAddress.Parse("192.0.2.2");
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void One_address_over_its_limit_leaves_room_for_another()
    {
        var gate = Make(new GatewayOptions { MaxConnectionsPerAddress = 1 });

        gate.Enter(Here).ShouldBe(GateAnswer.Welcome);
        gate.Enter(Here).ShouldBe(GateAnswer.TooManyFromAddress);
        gate.Enter(There).ShouldBe(GateAnswer.Welcome);
        gate.Leave(Here);
        gate.Enter(Here).ShouldBe(GateAnswer.Welcome);
    }

    [Fact]
    public void The_limit_of_all_counts_refused_ones_not()
    {
        var gate = Make(new GatewayOptions { MaxConnections = 1 });

        gate.Enter(Here).ShouldBe(GateAnswer.Welcome);
        gate.Enter(There).ShouldBe(GateAnswer.Full);
        gate.Leave(Here);
        gate.Enter(There).ShouldBe(GateAnswer.Welcome);
    }

    [Fact]
    public void A_minute_later_an_address_may_try_again()
    {
        var gate = Make(new GatewayOptions { ConnectionsPerMinutePerAddress = 2 });
        gate.Enter(Here);
        gate.Enter(Here);

        gate.Enter(Here).ShouldBe(GateAnswer.TooFast);
        _time.Advance(TimeSpan.FromSeconds(61));
        gate.Enter(Here).ShouldBe(GateAnswer.Welcome);
    }

    [Fact]
    public void Addresses_of_one_IPv6_network_count_as_one_and_a_mapped_IPv4_address_as_itself()
    {
        var gate = Make(new GatewayOptions { MaxConnectionsPerAddress = 1 });

        gate.Enter(IPAddress.Parse("2001:db8:1:2::1")).ShouldBe(GateAnswer.Welcome);
        gate.Enter(IPAddress.Parse("2001:db8:1:2:ffff::9")).ShouldBe(GateAnswer.TooManyFromAddress);
        gate.Enter(IPAddress.Parse("2001:db8:1:3::1")).ShouldBe(GateAnswer.Welcome);
        gate.Enter(Here).ShouldBe(GateAnswer.Welcome);
        gate.Enter(Here.MapToIPv6()).ShouldBe(GateAnswer.TooManyFromAddress);
    }

    [Fact]
    public void A_forgotten_address_begins_anew_and_one_that_is_connected_is_not_forgotten()
    {
        var gate = Make(new GatewayOptions { MaxConnectionsPerAddress = 1 });
        gate.Enter(Here);
        _time.Advance(TimeSpan.FromMinutes(2));

        gate.Forget();

        gate.Enter(Here).ShouldBe(GateAnswer.TooManyFromAddress);
    }

    [Fact]
    public void A_gate_that_is_shut_lets_nobody_in()
    {
        var gate = Make(new GatewayOptions());
        gate.Shut();

        gate.Enter(Here).ShouldBe(GateAnswer.Draining);
    }

    private ConnectionGate Make(GatewayOptions options) => new(Microsoft.Extensions.Options.Options.Create(options), _time);
}
