using System.Collections.Immutable;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Gateway.Tests.Security;

internal static class TestTenants
{
    public static TenantSettings Tenant(string id = "t1") => new(
        new TenantKey(id), 1, TenantStatus.Active, [], "dev", [], new QuotaSettings(0, 0, 0, 0), DefaultRoles.All, [], [],
        ImmutableHashSet<string>.Empty, ImmutableHashSet<string>.Empty, "", 100);
}
