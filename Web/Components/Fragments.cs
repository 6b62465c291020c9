using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CommerceOS.Web.Components;

/// <summary>Renders one component to text, for messages of a stream.</summary>
internal sealed class Fragments(HtmlRenderer renderer)
{
    public Task<string> RenderAsync<TComponent>(Dictionary<string, object?> parameters) where TComponent : IComponent =>
        renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
}
