using AgentBus.Services;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Health;
using AgentBus.Silo.Options;
using AgentBus.Silo.Telemetry;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Http;

/// <summary>Composes the HTTP API and what else comes by HTTP: telemetry.</summary>
internal static class HttpRegistration
{
    /// <summary>Adds its services; before the front-end's, whose drain has to be the last.</summary>
    public static IServiceCollection AddHttpApi(this IServiceCollection services)
    {
        services.AddSingleton<CallerDesk>();
        services.AddHostedService(static provider => provider.GetRequiredService<CallerDesk>());
        services.AddSingleton<ApiRunner>();
        services.AddSingleton<IApiGroup, MessagesApi>();
        services.AddSingleton<IApiGroup, HistoryApi>();
        services.AddSingleton<IApiGroup, AgentsApi>();
        services.AddSingleton<IApiGroup, RoomsApi>();
        services.AddSingleton<IApiGroup, PolicyCheckApi>();
        services.AddSingleton<IApiGroup, SessionsApi>();
        services.AddSingleton(static provider =>
        {
            var http = provider.GetRequiredService<IOptions<AgentBusOptions>>().Value.Http;
            return new CaseWatchLimits(http.MaxWatches, http.MaxWatchesPerSubject);
        });
        services.AddSingleton<CaseWatches>();
        services.AddSingleton<CaseWatchEvents>();
        services.AddSingleton<CaseReview>();
        services.AddSingleton<CaseContexts>();
        services.AddSingleton<IApiGroup, CasesApi>();
        services.AddSingleton<IApiGroup, ReviewerKeysApi>();
        services.AddSingleton<IApiGroup, ReviewersApi>();
        services.AddSingleton<LetterDesk>();
        services.AddSingleton<IApiGroup, DeadLettersApi>();
        services.AddSingleton<IApiGroup, DeadLetterRunsApi>();
        services.AddSingleton<TenantDesk>();
        services.AddSingleton<IApiGroup, ReceiptsApi>();
        services.AddSingleton<IApiGroup, AuditApi>();
        services.AddSingleton<IApiGroup, StatsApi>();
        services.AddSingleton<IApiGroup, DrainApi>();
        services.AddSingleton<IApiGroup, TenantsApi>();
        services.AddSingleton<ContentPolicyDesk>();
        services.AddSingleton<IApiGroup, CasilApi>();
        services.AddSingleton<IApiGroup, InspectionApi>();
        services.AddSingleton<IApiGroup, KillSwitchApi>();
        services.AddSingleton<IApiGroup, BansApi>();
        services.AddSingleton<IProtocolAdapter, HttpAdapter>();
        services.AddSingleton<IProtocolAdapter, TelemetryEndpoint>();
        services.AddHostedService<StatisticsLog>();
        return services;
    }
}
