using AgentBus.Contracts;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Google.Protobuf.WellKnownTypes;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>status</c> (CMD-02): the caller's tenant; the silo as a whole to operators only (T-31).</summary>
internal sealed class StatusCommand(IClusterClient cluster, GatewayStatistics statistics, TimeProvider time) : ICommandHandler
{
    private readonly long _began = time.GetTimestamp();

    public CommandDescription Description { get; } = new("status", "How the bus and the caller's tenant stand.")
    {
        Reply =
        [
            new("server", "object", "`version`, `uptime_s`."),
            new("tenant", "text", "The tenant."),
            new("connections", "number", "Sessions of the tenant on this silo."),
            new("rooms", "number", "Rooms that the caller can use; more than 100 count as 100."),
            new("messages", "object", "Of the tenant since its grain began: `admitted`, `refused`."),
            new("silo", "object", "Operators only: `connections`, `connections_total`, `messages_received` of all tenants on this silo."),
        ],
        PerMinute = 5,
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var tenant = context.Principal.Agent.Tenant;
        var rooms = await cluster.GetGrain<IAgentRooms>(context.Agent).RoomsAsync(new RoomQuery(context.Session, "", "", int.MaxValue));
        if (!rooms.IsOk)
        {
            return rooms.Refusal;
        }

        var counts = await cluster.GetGrain<ITenantAdmin>(new TenantKey(tenant).GrainKey).CountsAsync();
        var status = CommandResult.Of(
            ("server", CommandValues.Object(
                ("version", CommandValues.Text(ServerVersion.Text)),
                ("uptime_s", CommandValues.Number(Math.Floor(time.GetElapsedTime(_began).TotalSeconds))))),
            ("tenant", CommandValues.Text(tenant)),
            ("connections", CommandValues.Number(statistics.SessionsOf(tenant))),
            ("rooms", CommandValues.Number(rooms.Value.Rooms.Length)),
            ("messages", CommandValues.Object(
                ("admitted", CommandValues.Number(counts.Value?.Admitted ?? 0)),
                ("refused", CommandValues.Number(counts.Value?.Refused ?? 0)))));
        if (context.Principal.Roles.Contains(DefaultRoles.Operator))
        {
            status.Data.Fields.Add("silo", Silo());
        }

        return status;
    }

    private Value Silo() => CommandValues.Object(
        ("connections", CommandValues.Number(statistics.ActiveConnections)),
        ("connections_total", CommandValues.Number(statistics.Connections)),
        ("messages_received", CommandValues.Number(statistics.MessagesReceived)));
}
