using AgentBus.Contracts;
using AgentBus.Domain.Ports;
using AgentBus.Gateway.Tests.Support;
using AgentBus.Model;
using AgentBus.Protocol.Envelopes;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Envelope = AgentBus.Protocol.V1.Envelope;

namespace AgentBus.Gateway.Tests.Codes;

/// <summary>Codes of receipts: what admission says of a message.</summary>
internal static class AdmissionScenes
{
    public static IEnumerable<(Code Code, CodeScene Scene)> All { get; } =
    [
        (Code.PermissionDenied, static fixture => RefusedAsync(fixture.Silo, fixture.NewAgent(), static message => message.FromAgent = "somebody-else")),
        (Code.MessageInvalid, static fixture => RefusedAsync(fixture.Silo, fixture.NewAgent(), static message => message.MessageId = "")),
        (Code.MessageExpired, static fixture => RefusedAsync(fixture.Silo, fixture.NewAgent(), static message => message.ExpiresAt = new Timestamp { Seconds = 1_700_000_000 })),
        (Code.ConstitutionalHashMissing, static fixture => RefusedAsync(fixture.Silo, fixture.NewAgent(), static message => message.ConstitutionalHash = "")),
        (Code.ConstitutionalHashMismatch, static fixture => RefusedAsync(fixture.Silo, fixture.NewAgent(), static message => message.ConstitutionalHash = "0123456789abcdef")),
        (Code.NotFound, static fixture => RefusedAsync(fixture.Silo, fixture.NewAgent(), static message => message.Room = "no-such-room")),
        (Code.AgentNotRegistered, static fixture => RefusedAsync(fixture.Silo, fixture.NewAgent(), static message => ToAgent(message, "nobody-here"))),
        (Code.IdempotencyConflict, ConflictAsync),
        (Code.CapabilityMissing, WithoutCapabilityAsync),
        (Code.LockedDown, LockedDownAsync),
        (Code.CasilPolicyBlocked, static _ => InspectedAsync("BlockTypes", "EMAIL_ADDRESS", "jane@mail.test")),
        (Code.CasilOversize, static _ => InspectedAsync("MaxPayloadBytes", "2000", new string('x', 2_000))),
        (Code.PolicyDenied, DeniedAsync),
        (Code.Held, HeldAsync),
        (Code.StorageUnavailable, FullStoreAsync),
    ];

    public static void ToAgent(Envelope message, string agent) => (message.Room, message.Channel, message.ToAgent) = ("", "", agent);

    private static async Task<string> RefusedAsync(RunningSilo silo, string agent, Action<Envelope> change)
    {
        await using var socket = await silo.JoinAsync(agent);
        return await PublishAsync(socket, change);
    }

    private static async Task<string> PublishAsync(TestSocket socket, Action<Envelope> change)
    {
        var message = Sample.Message();
        change(message);
        return (await socket.PublishAsync(message))[0].Code;
    }

    private static async Task<string> ConflictAsync(SiloFixture fixture)
    {
        await using var socket = await fixture.Silo.JoinAsync(fixture.NewAgent());
        await PublishAsync(socket, static message => message.IdempotencyKey = "once");
        return await PublishAsync(socket, static message => (message.IdempotencyKey, message.Content.Text) = ("once", "another"));
    }

    private static async Task<string> WithoutCapabilityAsync(SiloFixture fixture)
    {
        var receiver = fixture.NewAgent();
        await using var unskilled = await fixture.Silo.JoinAsync(receiver);
        return await RefusedAsync(fixture.Silo, fixture.NewAgent(), message =>
        {
            ToAgent(message, receiver);
            message.Headers.Add(EnvelopeHeaders.RequiredCapability, "flying");
        });
    }

    private static async Task<string> LockedDownAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync();
        await using var socket = await silo.JoinAsync("alpha");
        await ApiScenes.OperateAsync(silo, $"admin/lockdown/{RunningSilo.Tenant}");
        return await PublishAsync(socket, static _ => { });
    }

    private static async Task<string> InspectedAsync(string setting, string value, string text)
    {
        const string Policy = "--AgentBus:Inspection:Policy:";
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Inspection:Enabled", "true", $"{Policy}Mode", "Enforce", $"{Policy}{setting}", value);
        return await RefusedAsync(silo, "alpha", message => message.Content.Text = text);
    }

    private static async Task<string> DeniedAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync();
        var tenant = silo.Services.GetRequiredService<IClusterClient>().GetGrain<ITenantAdmin>(new TenantKey(RunningSilo.Tenant).GrainKey);
        var settings = (await tenant.ShowAsync()).Value!;
        (await tenant.ReplaceAsync(settings with { Policies = new PolicySettings { Rules = [new DeclaredRule { Name = "nothing" }] } }, "root")).Refusal.ShouldBeNull();
        return await RefusedAsync(silo, "alpha", static _ => { });
    }

    private static async Task<string> HeldAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync(static services => services.AddSingleton<IDeliberation, WaitingRoom>());
        return await RefusedAsync(silo, "alpha", static message => message.RequiresApproval = true);
    }

    private static async Task<string> FullStoreAsync(SiloFixture fixture)
    {
        await using var silo = await RunningSilo.StartAsync("--AgentBus:Storage:MaxFileBytes", "1048576", "--AgentBus:Tenants:default-tenant:Quota:AgentRate", "0");
        await using var socket = await silo.JoinAsync("alpha");
        var text = new string('x', 50_000);
        for (var i = 0; i < 100; i++)
        {
            if (await PublishAsync(socket, message => message.Content.Text = text) is { Length: > 0 } code)
            {
                return code;
            }
        }

        return "";
    }
}
