using System.Collections.Immutable;
using AgentBus.Domain.Abuse;
using AgentBus.Silo.Security.Abuse;

namespace AgentBus.Silo.Http;

/// <summary>Who is banned on this silo, and why (SEC-09): operators look, and let people in again.</summary>
internal sealed class BansApi(BanList bans) : IApiGroup
{
    private const string Path = "/admin/bans";

    /// <inheritdoc/>
    public string Name => "Operators: bans";

    /// <inheritdoc/>
    public bool IsForOperators => true;

    /// <inheritdoc/>
    public IEnumerable<ApiOperation> Operations =>
    [
        new("GET", Path, ListAsync, "The bans that hold on this silo, those that end last first.")
        {
            Data = typeof(BanListData), Examples = [new("All", Path, 200)],
        },
        new("DELETE", Path, LiftAsync, "Ends a ban and forgets the offender.")
        {
            Parameters = [ApiParameter.Query("kind", "address or subject."), ApiParameter.Query("name", "The address, or the subject as tenant/agent.")],
            Data = typeof(LiftedData), Problems = [404],
            Examples = [new("Nobody of this name", Path + "?kind=subject&name=default-tenant/alpha", 404)],
        },
    ];

    private Task<ApiAnswer> ListAsync(ApiCall call)
    {
        var held = bans.List();
        return Task.FromResult(new ApiAnswer { Data = new BanListData([.. held.Select(BanData.Of)], bans.Tracked), Pagination = new Pagination(held.Count, false, null, held.Count) });
    }

    private Task<ApiAnswer> LiftAsync(ApiCall call) => Task.FromResult(
        !Enum.TryParse<BanKind>(call.Query("kind"), ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || call.Query("name") is not { } name
            ? ApiAnswer.Invalid("The parameters kind (address, subject) and name say which ban.")
            : bans.Lift(kind, name) ? ApiAnswer.Of(new LiftedData(true))
            : Model.Refusal.NotFound);
}

/// <summary>Bans.</summary>
/// <param name="Bans">Those that hold.</param>
/// <param name="Tracked">Offenders that are remembered, banned or not.</param>
internal sealed record BanListData(ImmutableArray<BanData> Bans, int Tracked);

/// <summary>A ban.</summary>
/// <param name="Kind">address or subject.</param>
/// <param name="Name">The address (IPv6: its /64), or the subject as tenant/agent.</param>
/// <param name="Reason">The offence that brought it about.</param>
/// <param name="Count">The how manieth in a row it is.</param>
/// <param name="Since">When it began.</param>
/// <param name="Until">When it ends.</param>
internal sealed record BanData(BanKind Kind, string Name, Offence Reason, int Count, DateTimeOffset Since, DateTimeOffset Until)
{
    public static BanData Of(Ban ban) => new(ban.Kind, ban.Name, ban.Reason, ban.Count, ban.Since, ban.Until);
}

/// <summary>A ban was ended.</summary>
/// <param name="Lifted">True.</param>
internal sealed record LiftedData(bool Lifted);
