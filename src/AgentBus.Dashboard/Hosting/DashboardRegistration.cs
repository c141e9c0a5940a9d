using Microsoft.Extensions.DependencyInjection;

namespace AgentBus.Dashboard;

/// <summary>Composes the dashboard.</summary>
internal static class DashboardRegistration
{
    /// <summary>Adds its services. The container must hold <see cref="IViewerEntry"/>, <see cref="IReceiptKeys"/>, <see cref="Services.CaseReview"/>, <see cref="Services.CaseContexts"/> and the options.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<AssetStore>();
        services.AddSingleton<ViewerSessions>();
        services.AddSingleton<SessionWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<SessionWatch>());
        services.AddSingleton<PageRenderer>();
        services.AddSingleton<PageWriter>();
        services.AddSingleton<EdgePages>();
        services.AddSingleton<PageRunner>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<ILiveSource, CaseChanges>();
        services.AddSingleton<ILiveSource, FigureChanges>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<IPageGroup, LivePages>();
        services.AddSingleton<IPageGroup, QueuePages>();
        services.AddSingleton<IPageGroup, CasePages>();
        services.AddSingleton<IPageGroup, RawContentPages>();
        services.AddSingleton<IPageGroup, DecidedPages>();
        services.AddSingleton<IPageGroup, OverviewPages>();
        services.AddSingleton<IPageGroup, KeysPages>();
        return services;
    }
}
