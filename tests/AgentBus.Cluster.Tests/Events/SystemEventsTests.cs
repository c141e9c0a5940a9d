using AgentBus.Cluster.Tests.Support;
using AgentBus.Contracts;
using AgentBus.Domain.Events;
using AgentBus.Model;
using Wire = AgentBus.Protocol.V1;

namespace AgentBus.Cluster.Tests.Events;

public sealed class SystemEventsTests(BusCluster cluster) : IClassFixture<BusCluster>
{
    [Fact]
    public async Task A_change_of_settings_is_told_to_the_dashboard_as_a_message_of_the_bus()
    {
        var tenant = cluster.Tenant();
        var dashboard = await EventListener.ListenAsync(cluster, tenant);
        (await cluster.Operate(tenant).SetStatusAsync(TenantStatus.LockedDown, "olga")).Refusal.ShouldBeNull();

        var told = await dashboard.WaitForAsync("the change is told", static envelope => envelope.Action == BusEvents.StateChanged);

        told.Kind.ShouldBe(Wire.EnvelopeKind.System);
        (told.FromAgent, told.TenantId, told.Room, told.Channel).ShouldBe(("sys-bus", tenant, "integriguard", "dashboard-events"));
        told.Subject.ShouldBe($"ace.comms.system.tenant.{tenant}.evt.settings_changed.v1");
        told.Payload.Fields["parts"].StringValue.ShouldBe("status");
        told.Payload.Fields["revision"].NumberValue.ShouldBe(2);
        told.Payload.Fields["operator"].StringValue.ShouldBe("olga");
    }

    [Fact]
    public async Task Channels_that_come_and_go_are_told()
    {
        var tenant = cluster.Tenant();
        var dashboard = await EventListener.ListenAsync(cluster, tenant);
        var alice = await cluster.AgentAsync(tenant, "alice");
        (await cluster.Operate(tenant).ShowAsync()).Refusal.ShouldBeNull();
        var admin = new TestAgent(cluster.Outside, tenant, "root") { Principal = alice.Principal with { Agent = new AgentKey(tenant, "root"), Roles = ["admin"] } };
        await admin.OpenAsync();
        (await admin.SubscribeAsync("made")).Refusal.ShouldBeNull();
        (await dashboard.WaitForAsync("its making is told", static envelope => envelope.Subject.EndsWith("evt.created.v1", StringComparison.Ordinal)))
            .Payload.Fields["channel"].StringValue.ShouldBe("made");

        (await admin.Grain.UnsubscribeAsync(new SubscribeRequest(admin.Token, new ChannelName(Settings.Room, "made")))).ShouldBeNull();
        (await cluster.Silo<Orleans.IClusterClient>().GetGrain<IBusProbe>("probe/1").DeleteChannelAsync(new RoomKey(tenant, Settings.Room).GrainKey, "made")).ShouldBeNull();
        (await dashboard.WaitForAsync("its end is told", static envelope => envelope.Subject.EndsWith("evt.deleted.v1", StringComparison.Ordinal)))
            .Payload.Fields["channel"].StringValue.ShouldBe("made");
    }

    [Fact]
    public async Task The_door_for_events_leads_into_the_system_room_only()
    {
        var tenant = cluster.Tenant();
        var door = cluster.Hosted.GetGrain<ISystemEvents>(new TenantKey(tenant).EventsKey);

        (await door.PublishAsync(Settings.Channel, [])).ShouldNotBeNull().Code.ShouldBe(Code.NotFound);
    }
}
