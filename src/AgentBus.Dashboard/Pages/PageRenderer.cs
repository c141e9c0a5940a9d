using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;

namespace AgentBus.Dashboard;

/// <summary>Makes HTML of components. They get all that they show as parameters, ask for nothing themselves, and encode every text. Thread-safe.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <summary>A whole document: the component in the frame.</summary>
    public Task<string> DocumentAsync(PageFrame frame, string title, Type component, IReadOnlyDictionary<string, object?> parameters) =>
        RenderAsync(typeof(Components.Shell), new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(Components.Shell.Frame)] = frame,
            [nameof(Components.Shell.Title)] = title,
            [nameof(Components.Shell.ChildContent)] = Content(component, parameters),
        });

    /// <summary>The component alone.</summary>
    public Task<string> FragmentAsync(PageFrame frame, Type component, IReadOnlyDictionary<string, object?> parameters) =>
        RenderAsync(typeof(CascadingValue<PageFrame>), new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(CascadingValue<PageFrame>.Value)] = frame,
            [nameof(CascadingValue<PageFrame>.IsFixed)] = true,
            [nameof(CascadingValue<PageFrame>.ChildContent)] = Content(component, parameters),
        });

    private static RenderFragment Content(Type component, IReadOnlyDictionary<string, object?> parameters) => builder =>
    {
        builder.OpenComponent(0, component);
        foreach (var (name, value) in parameters)
        {
            builder.AddComponentParameter(1, name, value);
        }

        builder.CloseComponent();
    };

    private async Task<string> RenderAsync(Type component, Dictionary<string, object?> parameters)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync(component, ParameterView.FromDictionary(parameters))).ToHtmlString());
    }
}
