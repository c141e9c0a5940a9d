using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Contracts;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Protocol.V1;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using ConstitutionalHash = AgentBus.Model.ConstitutionalHash;

namespace AgentBus.Gateway.Tests.Security;

/// <summary>API keys over the wire: narrowed by scopes, and out when they are revoked (SEC-17).</summary>
public sealed class RevocationTests
{
    private const string Key = $"--AgentBus:Tenants:{RunningSilo.Tenant}:ApiKeys:reports";
    private const string Text = $"ak.{RunningSilo.Tenant}.reports.s3cret";

    [Fact]
    public async Task A_revoked_key_ends_its_session_and_opens_no_other()
    {
        await using var silo = await StartAsync();
        await using var socket = await silo.ConnectAsync(Text);
        await socket.HelloAsync();
        var tenant = silo.Services.GetRequiredService<IClusterClient>().GetGrain<ITenantAdmin>(new TenantKey(RunningSilo.Tenant).GrainKey);
        var began = Stopwatch.GetTimestamp();

        (await tenant.RevokeCredentialAsync("reports", "root")).IsOk.ShouldBeTrue();
        var error = await socket.ClosedAsync();

        // Two seconds are promised; the bus's clock is tested with the sessions of grains, here it is told.
        TestContext.Current.TestOutputHelper!.WriteLine($"closed {Stopwatch.GetElapsedTime(began).TotalMilliseconds:F0} ms after the revocation was asked for");
        error.ShouldNotBeNull().Code.ShouldBe("session_expired");
        await using var again = await silo.ConnectAsync(Text);
        (await again.AskAsync(new ClientFrame { Hello = new Hello { ConstitutionalHash = ConstitutionalHash.Current, ProtocolVersions = { "1.0" } } })).Error.Code.ShouldBe("unauthenticated");
    }

    [Fact]
    public async Task A_key_for_reading_reads_and_does_not_publish()
    {
        await using var silo = await StartAsync($"{Key}:Scopes:0", "ace.comms.*.*.*.qry.*");
        await using var socket = await silo.ConnectAsync(Text);
        await socket.HelloAsync();

        await socket.SubscribeAsync(RunningSilo.Room, RunningSilo.Channel);
        (await socket.PublishAsync(Sample.Message())).Single().Code.ShouldBe("permission_denied");
    }

    private static Task<RunningSilo> StartAsync(params string[] more) => RunningSilo.StartAsync(
        [$"{Key}:SecretSha256", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("s3cret"))), $"{Key}:Agent", "reports", $"{Key}:Roles:0", "agent", .. more]);
}
