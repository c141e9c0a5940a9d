using AgentBus.Grains.Hosting;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Hosting;

public sealed class BusOptionsTests
{
    private readonly BusOptionsValidator _validator = new();

    [Fact]
    public void The_defaults_are_valid() => _validator.Validate(null, new BusOptions()).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("CDD01EF066BC6CF2")]
    [InlineData("0000000000000000")]
    public void Another_constitutional_hash_does_not_start(string hash) =>
        Should.Throw<ConstitutionalHashMismatchError>(() => _validator.Validate(null, new BusOptions { ConstitutionalHash = hash }))
            .Message.ShouldContain("AgentBus:Bus:ConstitutionalHash");

    public static TheoryData<string, BusOptions> Wrong => new()
    {
        { nameof(BusOptions.IdempotencyWindow), new BusOptions { IdempotencyWindow = TimeSpan.FromSeconds(1) } },
        { nameof(BusOptions.RecentKeys), new BusOptions { RecentKeys = 0 } },
        { nameof(BusOptions.RingMessages), new BusOptions { RingMessages = 0 } },
        { nameof(BusOptions.RingBytes), new BusOptions { RingBytes = 1 } },
        { nameof(BusOptions.MaxBatch), new BusOptions { MaxBatch = 10_001 } },
        { nameof(BusOptions.MaxSideSessions), new BusOptions { MaxSideSessions = 0 } },
        { nameof(BusOptions.SocketSessionIdle), new BusOptions { SocketSessionIdle = TimeSpan.Zero } },
        { nameof(BusOptions.TenantTrust), new BusOptions { TenantTrust = TimeSpan.FromSeconds(3) } },
        { nameof(BusOptions.TenantTrust), new BusOptions { TenantTrust = TimeSpan.FromSeconds(1) } },
        { nameof(BusOptions.TenantUnreachable), new BusOptions { TenantUnreachable = TimeSpan.FromSeconds(1) } },
        { nameof(BusOptions.HeadRepetitions), new BusOptions { HeadRepetitions = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1)] } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_value_out_of_range_is_named(string key, BusOptions options) =>
        Should.Throw<ConfigurationError>(() => _validator.Validate(null, options)).Message.ShouldContain($"AgentBus:Bus:{key} ");
}
