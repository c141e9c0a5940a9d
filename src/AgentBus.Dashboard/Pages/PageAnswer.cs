using System.Collections.Immutable;
using AgentBus.Model;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace AgentBus.Dashboard;

/// <summary>What a page answers. How that looks on the wire is not its business.</summary>
internal abstract record PageAnswer
{
    /// <summary>A refusal, in words with what to do.</summary>
    public static implicit operator PageAnswer(Refusal refusal) => new Refused(refusal);

    /// <summary>A whole page: a component in the frame of the dashboard.</summary>
    /// <param name="title">What the page is called; stands in the browser's title, and before it the count.</param>
    /// <param name="parameters">The component's parameters.</param>
    /// <typeparam name="T">The component.</typeparam>
    public static Page PageOf<T>(string title, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where T : IComponent => new(typeof(T), Named(parameters), title);

    /// <summary>A part of a page, which replaces what a page shows of it.</summary>
    /// <param name="parameters">The component's parameters.</param>
    /// <typeparam name="T">The component.</typeparam>
    public static Fragment FragmentOf<T>(params ReadOnlySpan<(string Name, object? Value)> parameters)
        where T : IComponent => new(typeof(T), Named(parameters));

    /// <summary>Leads to another page of the dashboard, after something was done.</summary>
    public static PageAnswer SeeOther(string path) => new Redirect(path);

    private static ImmutableDictionary<string, object?> Named(ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var named = ImmutableDictionary.CreateBuilder<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            named.Add(name, value);
        }

        return named.ToImmutable();
    }

    /// <summary>A whole page.</summary>
    /// <param name="Component">What it shows.</param>
    /// <param name="Parameters">Its parameters.</param>
    /// <param name="Title">What it is called.</param>
    internal sealed record Page(Type Component, ImmutableDictionary<string, object?> Parameters, string Title) : PageAnswer
    {
        /// <summary>The status.</summary>
        public int Status { get; init; } = StatusCodes.Status200OK;

        /// <summary>Modules of the assets that the page runs beside those of all pages.</summary>
        public ImmutableArray<string> Modules { get; init; } = [];
    }

    /// <summary>A part of a page.</summary>
    /// <param name="Component">What it shows.</param>
    /// <param name="Parameters">Its parameters.</param>
    internal sealed record Fragment(Type Component, ImmutableDictionary<string, object?> Parameters) : PageAnswer
    {
        /// <summary>The status.</summary>
        public int Status { get; init; } = StatusCodes.Status200OK;
    }

    /// <summary>Bytes: a file to keep, or data for a module.</summary>
    /// <param name="Bytes">What is in it.</param>
    /// <param name="ContentType">What it is.</param>
    internal sealed record Content(ReadOnlyMemory<byte> Bytes, string ContentType) : PageAnswer
    {
        /// <summary>The name under which the browser keeps it; empty: it is not kept.</summary>
        public string FileName { get; init; } = "";
    }

    /// <summary>It is answered already, as event streams are.</summary>
    internal sealed record Done : PageAnswer
    {
        /// <summary>The one there is.</summary>
        public static Done Answer { get; } = new();
    }

    /// <summary>A refusal.</summary>
    /// <param name="Refusal">Why.</param>
    internal sealed record Refused(Refusal Refusal) : PageAnswer;

    /// <summary>Another page.</summary>
    /// <param name="Path">Where.</param>
    internal sealed record Redirect(string Path) : PageAnswer;
}
