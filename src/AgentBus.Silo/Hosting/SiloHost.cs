using AgentBus.Dashboard;
using AgentBus.Domain.Ports;
using AgentBus.Model;
using AgentBus.Silo.Demo;
using AgentBus.Silo.Gateway;
using AgentBus.Silo.Gateway.Commands;
using AgentBus.Silo.Health;
using AgentBus.Silo.Http;
using AgentBus.Silo.Ledger;
using AgentBus.Silo.Logs;
using AgentBus.Silo.Options;
using AgentBus.Silo.Policies;
using AgentBus.Silo.Retention;
using AgentBus.Silo.Security;
using AgentBus.Silo.Security.Keys;
using AgentBus.Silo.Registries;
using AgentBus.Silo.Security.Operators;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AgentBus.Silo.Hosting;

/// <summary>Composes the silo.</summary>
internal static class SiloHost
{
    /// <summary>Builds it, ready to run, and logs what stands out in its settings.</summary>
    /// <exception cref="ConfigurationError">Something is not right; it names the key.</exception>
    public static WebApplication Build(CommandLine command)
    {
        var app = Build(command, SettingsPlace.OfProcess(), out var report);
        foreach (var line in SettingsAdvice.Of(report, app.Configuration, app.Environment))
        {
            HostLog.Advice(app.Logger, line);
        }

        return app;
    }

    /// <summary>Builds it, ready to run.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="place">Where settings are looked for.</param>
    /// <param name="report">What the settings came to.</param>
    /// <param name="ports">Registers ports of its own before the silo does: what stands then stays.</param>
    /// <exception cref="ConfigurationError">Something is not right; it names the key.</exception>
    public static WebApplication Build(CommandLine command, SettingsPlace place, out SettingsReport report, Action<IServiceCollection>? ports = null)
    {
        var app = Compose(command, place, out report, ports);
        app.MapGateway();
        app.MapOpenApi();
        app.MapHealth();
        if (report.Options.Dashboard.Enabled)
        {
            app.MapDashboard();
        }

        Listeners.Warn(app.Logger, report.Options.Listen);
        return app;
    }

    /// <summary>Composes it without endpoints: these ask for their services when they are mapped, and with them for the store, which opens then.</summary>
    /// <inheritdoc cref="Build(CommandLine, SettingsPlace, out SettingsReport, Action{IServiceCollection}?)"/>
    public static WebApplication Compose(CommandLine command, SettingsPlace place, out SettingsReport report, Action<IServiceCollection>? ports = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = place.EnvironmentName(command),
        });
        SettingsSources.Use(builder.Configuration, command, place);
        report = AgentBusSettings.Read(builder.Configuration);
        var options = report.Options;
        if (command.IsDemo)
        {
            DemoDirectory.Use(options, builder.Configuration, builder.Environment, command.Mode == CommandMode.Run);
        }

        // The drain takes DrainGrace three times and a bit at most; the rest is for grains and store.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = (options.Gateway.DrainGrace * 3) + TimeSpan.FromSeconds(20));
        builder.Logging.AddBusConsole(options.Logs);
        Listeners.Configure(builder, options.Listen, options.Gateway.MaxConnections);
        ports?.Invoke(builder.Services);
        GrainRuntime.Add(builder, options);
        AddServices(builder, options, command);

        var app = builder.Build();

        // Read now: a silo without usable keys, or with settings of a command that there is not, is not built, whether it is to run or only to be checked.
        _ = app.Services.GetRequiredService<IssuerKeys>();
        _ = app.Services.GetRequiredService<LedgerKeys>();
        _ = app.Services.GetRequiredService<IRawContentSeal>();
        _ = app.Services.GetRequiredService<CommandRegistry>();
        app.UseTrustedProxies(options.Listen);
        app.UseProblemPages();
        app.UseEdgeGuard();
        app.UseRouting();
        app.UseListenerMark();
        app.UseOperatorGate();
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, AgentBusOptions options, CommandLine command)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options.Gateway));
        services.TryAddSingleton<ITenantDeclarations, DeclaredTenants>();
        services.AddSingleton(options.Inspection.ToSetup());
        services.AddAuthenticators(options, hasRunCredentials: builder.Environment.IsDevelopment());
        services.AddLedgerKeys(builder.Configuration, options.DataDir, canMakeKey: builder.Environment.IsDevelopment());
        services.AddSingleton<IRawContentSeal>(_ => new RawContentKeys(options, canMakeKey: builder.Environment.IsDevelopment()));
        services.AddHttpApi();
        if (options.Dashboard.Enabled)
        {
            services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options.Dashboard));
            services.AddSingleton<ViewerEntry>();
            services.AddSingleton<IViewerEntry>(static provider => provider.GetRequiredService<ViewerEntry>());
            services.AddSingleton<IReceiptKeys, ReceiptKeys>();
            services.AddDashboard();
        }

        services.AddPolicies();
        services.AddGateway();
        services.AddFileRegistries(options);
        services.AddSingleton<ResourceLimits>();
        services.AddSingleton<ResourceGuard>();
        services.AddHostedService(static provider => provider.GetRequiredService<ResourceGuard>());
        services.AddSingleton<CaseRetentionSweep>();
        services.AddHostedService<RetentionSweeper>();
        services.AddSingleton<HealthProbe>();
        if (command.IsDemo)
        {
            foreach (var identity in DemoCast.Identities)
            {
                services.AddSingleton(identity);
            }

            services.AddSingleton<DemoPass>();
            if (options.Dashboard.Enabled)
            {
                services.AddSingleton<IViewerEntry>(static provider => new DemoViewerEntry(provider.GetRequiredService<ViewerEntry>(), provider.GetRequiredService<DemoPass>()));
            }

            services.AddHostedService<DemoAgents>();
        }
    }
}
