/** What stood in the focused field before a scanner typed into it, and how does it stand there again? */

/** Puts the field back as it was at the mark; does nothing where it is unchanged or gone. */
export type FieldMark = { readonly restore: () => void };

/** Marks the element with the focus, if keys change it: a text field or a list that letters choose from. */
export function markField(document: Document): FieldMark | null {
  const element = document.activeElement;
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) return markText(element);
  if (element instanceof HTMLSelectElement) return markChoice(element);
  return null;
}

function markText(field: HTMLInputElement | HTMLTextAreaElement): FieldMark {
  const { value, selectionStart, selectionEnd } = field;
  return {
    restore: () => {
      if (!field.isConnected || field.value === value) return;
      setValue(field, value);
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'historyUndo' }));
      // Fields for numbers and e-mail addresses have no selection to set.
      if (selectionStart !== null && selectionEnd !== null) field.setSelectionRange(selectionStart, selectionEnd);
    },
  };
}

function markChoice(field: HTMLSelectElement): FieldMark {
  const { value } = field;
  return {
    restore: () => {
      if (!field.isConnected || field.value === value) return;
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
  };
}

/** React replaces `value` on each field to know what it wrote itself; only past that does it see the change. */
function setValue(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
}
