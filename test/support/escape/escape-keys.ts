/** Which keys lead out of an ordinary browser or window, or change what it shows? As `xdotool` names them. */

export const ESCAPE_KEYS: readonly string[] = (
  'alt+F4 ctrl+w ctrl+q ctrl+n ctrl+t ctrl+shift+n F1 F3 F5 F6 F7 F10 F11 F12 ctrl+F5 shift+F10 ctrl+shift+i ctrl+shift+j ' +
  'ctrl+shift+c ctrl+r ctrl+shift+r ctrl+p ctrl+o ctrl+s ctrl+u ctrl+f ctrl+h ctrl+l ctrl+plus ctrl+minus ctrl+0 ctrl+KP_Add ' +
  'alt+Left alt+Right alt+Home alt+space alt+Escape ctrl+Tab ctrl+shift+Tab ctrl+Escape Super_L+d Menu XF86Back XF86Reload XF86HomePage'
).split(' ');
